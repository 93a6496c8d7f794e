// What a Hub of July 2021 in its default configuration says of itself and of what it cannot do. Clients compare
// some of it, and the recorded conversations hold it (wire/flowee.md 8.3, 8.6); texts are for people only.
#pragma once

#include <chrono>
#include <string_view>

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
// The answer to ValidateAddress without an address: the help text of the Hub's command line.
extern const std::string_view kValidateAddressHelp;

// The first transaction of a block stands behind its header and a count of one byte (8.4).
inline constexpr std::int64_t kFirstTransactionAt = 81;
// No transaction is shorter: an offset closer to the block's end is refused before anything is read.
inline constexpr std::int64_t kShortestTransaction = 60;

// Timers (6, 7.2).
inline constexpr std::chrono::seconds kIntroductionDeadline{4};
inline constexpr std::chrono::seconds kFirstPingDeadline{150};
inline constexpr std::chrono::seconds kPingDeadline{120};

}  // namespace dragoman::flowee::hub
