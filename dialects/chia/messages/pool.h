// Bodies of the pool protocol, which travel over HTTPS in JSON; signatures are made over these encodings
// (wire/chia.md 9.9).
#pragma once

#include "dialects/chia/types/proof_of_space.h"

namespace dragoman::chia {

struct AuthenticationPayloadV1 {
  Text method_name;
  Bytes32 launcher_id{};
  Bytes32 target_puzzle_hash{};
  std::uint64_t authentication_token = 0;

  static void Fields(auto& visit, auto& m) {
    visit("method_name", m.method_name);
    visit("launcher_id", m.launcher_id);
    visit("target_puzzle_hash", m.target_puzzle_hash);
    visit("authentication_token", m.authentication_token);
  }
};

struct GetAuthRequest {
  Bytes32 launcher_id{};
  std::uint64_t timestamp = 0;
  G2 signature;

  static void Fields(auto& visit, auto& m) {
    visit("launcher_id", m.launcher_id);
    visit("timestamp", m.timestamp);
    visit("signature", m.signature);
  }
};

struct GetAuthResponse {
  Text authentication_token;
  std::uint64_t expiration = 0;

  static void Fields(auto& visit, auto& m) {
    visit("authentication_token", m.authentication_token);
    visit("expiration", m.expiration);
  }
};

struct GetPoolInfoResponse {
  Text name;
  Text logo_url;
  std::uint64_t minimum_difficulty = 0;
  std::uint32_t relative_lock_height = 0;
  std::uint8_t protocol_version = 0;
  Text fee;
  Text description;
  Bytes32 target_puzzle_hash{};
  std::uint8_t authentication_token_timeout = 0;
  Program pool_memoization;

  static void Fields(auto& visit, auto& m) {
    visit("name", m.name);
    visit("logo_url", m.logo_url);
    visit("minimum_difficulty", m.minimum_difficulty);
    visit("relative_lock_height", m.relative_lock_height);
    visit("protocol_version", m.protocol_version);
    visit("fee", m.fee);
    visit("description", m.description);
    visit("target_puzzle_hash", m.target_puzzle_hash);
    visit("authentication_token_timeout", m.authentication_token_timeout);
    visit("pool_memoization", m.pool_memoization);
  }
};

struct PostPartialPayload {
  Bytes32 launcher_id{};
  std::uint64_t authentication_token = 0;
  ProofOfSpace proof_of_space;
  Bytes32 sp_hash{};
  bool end_of_sub_slot = false;
  Bytes32 harvester_id{};

  static void Fields(auto& visit, auto& m) {
    visit("launcher_id", m.launcher_id);
    visit("authentication_token", m.authentication_token);
    visit("proof_of_space", m.proof_of_space);
    visit("sp_hash", m.sp_hash);
    visit("end_of_sub_slot", m.end_of_sub_slot);
    visit("harvester_id", m.harvester_id);
  }
};

struct PostPartialRequest {
  PostPartialPayload payload;
  Text authentication_token_v2;
  G2 aggregate_signature;

  static void Fields(auto& visit, auto& m) {
    visit("payload", m.payload);
    visit("authentication_token_v2", m.authentication_token_v2);
    visit("aggregate_signature", m.aggregate_signature);
  }
};

struct PostPartialResponse {
  std::uint64_t new_difficulty = 0;

  static void Fields(auto& visit, auto& m) { visit("new_difficulty", m.new_difficulty); }
};

struct GetFarmerResponse {
  G1 authentication_public_key;
  Text payout_instructions;
  std::uint64_t current_difficulty = 0;
  std::uint64_t current_points = 0;

  static void Fields(auto& visit, auto& m) {
    visit("authentication_public_key", m.authentication_public_key);
    visit("payout_instructions", m.payout_instructions);
    visit("current_difficulty", m.current_difficulty);
    visit("current_points", m.current_points);
  }
};

struct PostFarmerPayload {
  Bytes32 launcher_id{};
  std::uint64_t authentication_token = 0;
  G1 authentication_public_key;
  Text payout_instructions;
  std::optional<std::uint64_t> suggested_difficulty;

  static void Fields(auto& visit, auto& m) {
    visit("launcher_id", m.launcher_id);
    visit("authentication_token", m.authentication_token);
    visit("authentication_public_key", m.authentication_public_key);
    visit("payout_instructions", m.payout_instructions);
    visit("suggested_difficulty", m.suggested_difficulty);
  }
};

struct PostFarmerRequest {
  PostFarmerPayload payload;
  G2 signature;

  static void Fields(auto& visit, auto& m) {
    visit("payload", m.payload);
    visit("signature", m.signature);
  }
};

struct PostFarmerResponse {
  Text welcome_message;

  static void Fields(auto& visit, auto& m) { visit("welcome_message", m.welcome_message); }
};

struct PutFarmerPayload {
  Bytes32 launcher_id{};
  std::uint64_t authentication_token = 0;
  std::optional<G1> authentication_public_key;
  std::optional<Text> payout_instructions;
  std::optional<std::uint64_t> suggested_difficulty;
  Text authentication_token_v2;

  static void Fields(auto& visit, auto& m) {
    visit("launcher_id", m.launcher_id);
    visit("authentication_token", m.authentication_token);
    visit("authentication_public_key", m.authentication_public_key);
    visit("payout_instructions", m.payout_instructions);
    visit("suggested_difficulty", m.suggested_difficulty);
    visit("authentication_token_v2", m.authentication_token_v2);
  }
};

struct PutFarmerRequest {
  PutFarmerPayload payload;
  std::optional<G2> signature;

  static void Fields(auto& visit, auto& m) {
    visit("payload", m.payload);
    visit("signature", m.signature);
  }
};

struct PutFarmerResponse {
  std::optional<bool> authentication_public_key;
  std::optional<bool> payout_instructions;
  std::optional<bool> suggested_difficulty;

  static void Fields(auto& visit, auto& m) {
    visit("authentication_public_key", m.authentication_public_key);
    visit("payout_instructions", m.payout_instructions);
    visit("suggested_difficulty", m.suggested_difficulty);
  }
};

struct ErrorResponse {
  std::uint16_t error_code = 0;
  std::optional<Text> error_message;

  static void Fields(auto& visit, auto& m) {
    visit("error_code", m.error_code);
    visit("error_message", m.error_message);
  }
};

}  // namespace dragoman::chia
