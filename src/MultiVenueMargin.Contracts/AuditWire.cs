using Google.Protobuf;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts.Reading;

namespace MultiVenueMargin.Contracts;

/// <summary>audit_service.proto: the journal's records, for people as JSON and for proofs as the bytes that are hashed.</summary>
public static class AuditWire
{
    /// <summary>Which records a reader wants. Of which institutions it may see any is for the door.</summary>
    public static Read<(ReadScope Scope, Cursor Cursor)> Read(V1.ReadJournalRequest wire) => WireReader.Read(wire, static (at, request) => (
        new ReadScope(
            request.Account.Length == 0 ? null : at.Account("account", request.Account),
            null,
            request.Streams.Count == 0
                ? ReadScope.All.Kinds
                : at.List("streams", request.Streams, ReadScope.All.Kinds.Count, KindOf),
            request.DecisionsOnly),
        new Cursor(request.Cursor)));

    /// <summary>A partition as a whole has snapshots and no records, so that nobody can ask for those.</summary>
    private static StreamKind KindOf(WireReader at, V1.JournalStream stream) => stream switch
    {
        V1.JournalStream.Account => StreamKind.Account,
        V1.JournalStream.Register => StreamKind.Register,
        V1.JournalStream.Market => StreamKind.Market,
        _ => at.NoChoice<StreamKind, V1.JournalStream>("", stream),
    };

    public static V1.JournalRecord Write(JournalItem item) => new()
    {
        Stream = item.Stream.Code,
        Version = item.Version,
        At = WireText.Of(item.At),
        Kind = item.Record.GetType().Name,
        Json = AuditJson.Of(item.Record),
        Canonical = UnsafeByteOperations.UnsafeWrap(RecordCodec.BytesOf(item.Record)),
    };
}
