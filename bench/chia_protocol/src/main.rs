// The crate chia-protocol on the bytes that dragoman_bench gives it, a command a line:
//   body NAME HEX        what the following runs are about
//   run OPERATION TIMES  one turn; answers with nanoseconds of this process's CPU time, one line
// So both sides take turns at the same bytes, and a machine's moods meet both.
use std::hint::black_box;
use std::io::{BufRead, Write};

use chia_protocol::{FullBlock, NewPeak, RespondBlocks, RespondPeers, SpendBundle};
use chia_traits::Streamable;

#[repr(C)]
struct Timespec {
    seconds: i64,
    nanos: i64,
}

extern "C" {
    fn clock_gettime(clock: i32, now: *mut Timespec) -> i32;
}

const CLOCK_PROCESS_CPUTIME_ID: i32 = 2;

fn cpu_nanos() -> i64 {
    let mut now = Timespec { seconds: 0, nanos: 0 };
    unsafe { clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &mut now) };
    now.seconds * 1_000_000_000 + now.nanos
}

fn timed<T>(times: u64, mut once: impl FnMut() -> T) -> i64 {
    let before = cpu_nanos();
    for _ in 0..times {
        black_box(once());
    }
    cpu_nanos() - before
}

fn run_message<M: Streamable>(body: &[u8], operation: &str, times: u64) -> i64 {
    let message = M::from_bytes(body).expect("the crate refuses these bytes");
    match operation {
        // Points decompressed, on their curves and in their subgroups.
        "parse" => timed(times, || M::from_bytes(black_box(body)).unwrap()),
        // Points decompressed and on their curves.
        "parse-trusted" => timed(times, || M::from_bytes_unchecked(black_box(body)).unwrap()),
        "write" => {
            assert_eq!(message.to_bytes().unwrap(), body);
            timed(times, || black_box(&message).to_bytes().unwrap())
        }
        _ => panic!("no such operation: {operation}"),
    }
}

fn run(name: &str, body: &[u8], operation: &str, times: u64) -> i64 {
    match (name, operation) {
        ("FullBlock", "header-hash") => {
            let block = FullBlock::from_bytes(body).expect("the crate refuses these bytes");
            timed(times, || black_box(&block).header_hash())
        }
        ("NewPeak", _) => run_message::<NewPeak>(body, operation, times),
        ("RespondPeers", _) => run_message::<RespondPeers>(body, operation, times),
        ("FullBlock", _) => run_message::<FullBlock>(body, operation, times),
        ("RespondBlocks", _) => run_message::<RespondBlocks>(body, operation, times),
        ("SpendBundle", _) => run_message::<SpendBundle>(body, operation, times),
        _ => panic!("no such message: {name}"),
    }
}

fn from_hex(text: &str) -> Vec<u8> {
    (0..text.len() / 2)
        .map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).expect("not hex"))
        .collect()
}

fn main() {
    let mut name = String::new();
    let mut body = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("nobody asks");
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["body", of, hex] => {
                name = of.to_string();
                body = from_hex(hex);
            }
            ["run", operation, times] => {
                let nanos = run(&name, &body, operation, times.parse().expect("not a number"));
                println!("{nanos}");
                std::io::stdout().flush().expect("nobody listens");
            }
            _ => panic!("not understood: {line}"),
        }
    }
}
