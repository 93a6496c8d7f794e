#include "dialects/chia/catalog/catalog.h"
#include "dialects/chia/messages/pool.h"

namespace dragoman::chia {

void AddPoolTypes(Catalog& catalog) {
  catalog.Struct<AuthenticationPayloadV1>("AuthenticationPayloadV1");
  catalog.Struct<GetAuthRequest>("GetAuthRequest");
  catalog.Struct<GetAuthResponse>("GetAuthResponse");
  catalog.Struct<GetPoolInfoResponse>("GetPoolInfoResponse");
  catalog.Struct<PostPartialPayload>("PostPartialPayload");
  catalog.Struct<PostPartialRequest>("PostPartialRequest");
  catalog.Struct<PostPartialResponse>("PostPartialResponse");
  catalog.Struct<GetFarmerResponse>("GetFarmerResponse");
  catalog.Struct<PostFarmerPayload>("PostFarmerPayload");
  catalog.Struct<PostFarmerRequest>("PostFarmerRequest");
  catalog.Struct<PostFarmerResponse>("PostFarmerResponse");
  catalog.Struct<PutFarmerPayload>("PutFarmerPayload");
  catalog.Struct<PutFarmerRequest>("PutFarmerRequest");
  catalog.Struct<PutFarmerResponse>("PutFarmerResponse");
  catalog.Struct<ErrorResponse>("ErrorResponse");
}

}  // namespace dragoman::chia
