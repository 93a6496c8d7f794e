// What a Hub of July 2021 in its default configuration says of itself and of what it cannot do. Clients compare
// some of it, and the recorded conversations hold it (wire/flowee.md 8.3, 8.6); texts are for people only.
#pragma once

#include <chrono>
#include <string_view>

#include "core/base/bytes.h"

namespace dragoman::flowee::hub {

// Sorts at or above everything that shipped clients ask for (8.6).
inline constexpr std::string_view kVersion = "Flowee:1 (2021-04)";

inline constexpr std::string_view kUnsupported = "Unsupported command";
inline constexpr std::string_view kBlockNotFound = "Requested block not found";
inline constexpr std::string_view kBlockNotHere = "Blockdata not present on this Hub";
inline constexpr std::string_view kNoBlockNamed = "Request needs to contain either height or blockhash";
inline constexpr std::string_view kBadBlockHash = "BlockHash should be a 32 byte-bytearray";
inline constexpr std::string_view kBadFilterHash = "GetBlock: filter-script-hash should be a 32-bytes bytearray";
inline constexpr std::string_view kVerboseBlockNotFound = "Block not found";
inline constexpr std::string_view kIncomplete = "Incomplete request.";
inline constexpr std::string_view kUnknownHeight = "Unknown blockheight";
inline constexpr std::string_view kUnknownHash = "Unknown block hash";
inline constexpr std::string_view kOffsetOutOfRange = "OffsetInBlock out of range";
inline constexpr std::string_view kOffsetBehindBlock = "OffsetInBlock larger than block";
inline constexpr std::string_view kInvalidOffset = "Invalid offsetInBlock";
inline constexpr std::string_view kBadOutputIndex = "FilterOutputIndex should be a positive number";
inline constexpr std::string_view kInvalidAddress = "Interal Error JSON value is not a string as expected";
inline constexpr std::string_view kTooManyFilterHashes = "Max number of filterScriptHashes exceeded";
inline constexpr std::string_view kNothingToSearch = "Missing or invalid search argument";
inline constexpr std::string_view kNoTransaction = "No information available about transaction";
inline constexpr std::string_view kNoOutputNamed = "Invalid or missing txid / blockheight+offsetInBlock";
inline constexpr std::string_view kIndexIsNoNumber = "index wasn't number";
inline constexpr std::string_view kNoTransactionThere = "Invalid data, is your offsetInBlock correct?";
inline constexpr std::string_view kBadTxId = "TxId should be a 32 byte-bytearray";
inline constexpr std::string_view kBadScriptHash = "ScriptHash should be a 32 byte-bytearray";
inline constexpr std::string_view kUndecodable = "TX decode failed";
inline constexpr std::string_view kAlreadyMined = "transaction already in block chain";
inline constexpr std::string_view kNothingSent = "No transaction found in message";
inline constexpr std::string_view kSentTwo = "Only one Tx per message allowed";
inline constexpr std::string_view kBadCount = "Invalid Amount argument";
inline constexpr std::string_view kBadReceiver = "Invalid BitcoinAddress (need 20 byte array)";
inline constexpr std::string_view kNotRegtest = "This method can only be used on regtest";
inline constexpr std::string_view kNoBlockData = "Missing block data";
inline constexpr std::string_view kShortHeader = "unknown error";
inline constexpr std::string_view kShortBlock = "Not enough block data";
inline constexpr std::string_view kDuplicate = "duplicate";
inline constexpr std::string_view kHighHash = "high-hash";
inline constexpr std::string_view kBadMerkleRoot = "bad-txnmrklroot";
inline constexpr std::string_view kTimeTooOld = "time-too-old";
inline constexpr std::string_view kNoWatchedScript = "Missing required field BitcoinScriptHashed (2)";
inline constexpr std::string_view kBadWatchedScript =
    "BitcoinScriptHashed has to be a sha256 (bytearray of 32 bytes)";
inline constexpr std::string_view kNoWatchedTransaction = "Missing required field TxId (4)";
inline constexpr std::string_view kBadWatchedTransaction = "TxId must be a bytearray of 32 bytes";
// Where the recordings hold nothing: our own words.
inline constexpr std::string_view kNoParent = "the previous block is not known here";
inline constexpr std::string_view kNotABlock = "this is not a block";
inline constexpr std::string_view kNotNow = "this node cannot do that now";
inline constexpr std::string_view kTooManyWatched = "too many are watched on this connection";
// The answer to ValidateAddress without an address: the help text of the Hub's command line.
extern const std::string_view kValidateAddressHelp;

// The first transaction of a block stands behind its header and a count of one byte (8.4).
inline constexpr std::int64_t kFirstTransactionAt = 81;
// No transaction is shorter: an offset closer to the block's end is refused before anything is read.
inline constexpr std::int64_t kShortestTransaction = 60;

// Blocks that LiveTransactions.GetTransaction looks through (9.3).
inline constexpr std::int64_t kRecentBlocks = 6;
// Hits of SearchMempool (9.3), and the bytes at which its reply ends for our own sake.
inline constexpr std::size_t kMaxHits = 2500;
inline constexpr std::size_t kMaxSearchBytes = 32 * MiB;
// GenerateBlock (9.5); blocks it makes hold at most so many bytes of transactions.
inline constexpr std::int64_t kMaxGenerated = 150;
inline constexpr std::uint64_t kGeneratedBytes = 1'000'000;

// What one connection may have us remember: hashes in each of its filter, its watched scripts and its watched
// transactions (a Hub's -api_max_addresses; about 100 bytes each).
inline constexpr std::size_t kMaxAddresses = 10'000;
// Events that wait for their notification, and bytes that wait to be read, at which a subscriber is cut off.
inline constexpr std::size_t kMaxNews = 10'000;
inline constexpr std::size_t kMaxUnsent = 4 * MiB;

// Timers (6, 7.2).
inline constexpr std::chrono::seconds kIntroductionDeadline{4};
inline constexpr std::chrono::seconds kFirstPingDeadline{150};
inline constexpr std::chrono::seconds kPingDeadline{120};

}  // namespace dragoman::flowee::hub
