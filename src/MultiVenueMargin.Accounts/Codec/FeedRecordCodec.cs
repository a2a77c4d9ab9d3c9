using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain.Feeds;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>Records of what feeds told and how they stand.</summary>
internal static class FeedRecordCodec
{
    // Reasons that people write are shorter; those that the house writes name what they speak of.
    private const int LongestText = 4_096;

    private const int MostFacts = Limits.FactsPerFrame * 2;

    public static bool TryWrite(CanonicalWriter writer, JournalRecord record)
    {
        switch (record)
        {
            case FeedOpened it:
                writer.Record(RecordKind.FeedOpened, version: 1);
                ValueCodec.Write(writer, it.Feed);
                ValueCodec.Write(writer, it.Pool);
                return true;
            case FeedClosed it:
                writer.Record(RecordKind.FeedClosed, version: 1);
                ValueCodec.Write(writer, it.Feed);
                return true;
            case FeedMoved it:
                writer.Record(RecordKind.FeedMoved, version: 1);
                ValueCodec.Write(writer, it.Feed);
                ValueCodec.Write(writer, it.Pool);
                ValueCodec.Write(writer, it.By);
                return true;
            case SnapshotAccepted it:
                writer.Record(RecordKind.SnapshotAccepted, version: 1);
                ValueCodec.Write(writer, it.Feed);
                writer.Int64(it.Epoch);
                writer.Int64(it.Sequence);
                writer.Flags(it.Complete);
                writer.List(it.Facts, MostFacts, FactCodec.Write);
                return true;
            case DeltasAccepted it:
                writer.Record(RecordKind.DeltasAccepted, version: 1);
                ValueCodec.Write(writer, it.Feed);
                writer.Int64(it.Epoch);
                writer.Int64(it.FirstSequence);
                writer.Int64(it.LastSequence);
                writer.List(it.Facts, MostFacts, FactCodec.Write);
                return true;
            case FeedHeard it:
                writer.Record(RecordKind.FeedHeard, version: 1);
                ValueCodec.Write(writer, it.Feed);
                return true;
            case FeedGapped it:
                writer.Record(RecordKind.FeedGapped, version: 1);
                ValueCodec.Write(writer, it.Feed);
                writer.Int64(it.Epoch);
                writer.Int64(it.Expected);
                writer.Int64(it.Got);
                writer.String(it.Reason, LongestText);
                return true;
            case FeedTroubled it:
                writer.Record(RecordKind.FeedTroubled, version: 1);
                ValueCodec.Write(writer, it.Feed);
                writer.String(it.Reason, LongestText);
                return true;
            case FrameQuarantined it:
                writer.Record(RecordKind.FrameQuarantined, version: 1);
                ValueCodec.Write(writer, it.Feed);
                writer.Int64(it.Epoch);
                writer.Int64(it.Sequence);
                writer.String(it.Reason, LongestText);
                writer.Bytes(it.Evidence.Span, Limits.EvidenceBytes);
                return true;
            case FrameRefused it:
                writer.Record(RecordKind.FrameRefused, version: 1);
                ValueCodec.Write(writer, it.Feed);
                writer.Int64(it.Epoch);
                writer.Int64(it.Sequence);
                writer.String(it.Reason, LongestText);
                return true;
            case FeedGraded it:
                writer.Record(RecordKind.FeedGraded, version: 1);
                ValueCodec.Write(writer, it.Feed);
                writer.Enum(it.Grade);
                return true;
            case FeedSilent it:
                writer.Record(RecordKind.FeedSilent, version: 1);
                ValueCodec.Write(writer, it.Feed);
                writer.Instant(it.Since);
                return true;
            case FeedSpoke it:
                writer.Record(RecordKind.FeedSpoke, version: 1);
                ValueCodec.Write(writer, it.Feed);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Null where the kind is none of these.</summary>
    public static JournalRecord? Read(CanonicalReader reader, RecordKind kind)
    {
        switch (kind)
        {
            case RecordKind.FeedOpened:
                reader.Record(kind, latest: 1);
                return new FeedOpened(ReadVenueAccountId(reader), ReadPoolId(reader));
            case RecordKind.FeedClosed:
                reader.Record(kind, latest: 1);
                return new FeedClosed(ReadVenueAccountId(reader));
            case RecordKind.FeedMoved:
                reader.Record(kind, latest: 1);
                return new FeedMoved(ReadVenueAccountId(reader), ReadPoolId(reader), ReadPrincipalId(reader));
            case RecordKind.SnapshotAccepted:
                reader.Record(kind, latest: 1);
                return new SnapshotAccepted(
                ReadVenueAccountId(reader),
                reader.Int64(),
                reader.Int64(),
                reader.Flags<FeedParts>(),
                reader.List(MostFacts, FactCodec.ReadFact));
            case RecordKind.DeltasAccepted:
                reader.Record(kind, latest: 1);
                return new DeltasAccepted(
                ReadVenueAccountId(reader),
                reader.Int64(),
                reader.Int64(),
                reader.Int64(),
                reader.List(MostFacts, FactCodec.ReadFact));
            case RecordKind.FeedHeard:
                reader.Record(kind, latest: 1);
                return new FeedHeard(ReadVenueAccountId(reader));
            case RecordKind.FeedGapped:
                reader.Record(kind, latest: 1);
                return new FeedGapped(
                ReadVenueAccountId(reader),
                reader.Int64(),
                reader.Int64(),
                reader.Int64(),
                reader.String(LongestText));
            case RecordKind.FeedTroubled:
                reader.Record(kind, latest: 1);
                return new FeedTroubled(ReadVenueAccountId(reader), reader.String(LongestText));
            case RecordKind.FrameQuarantined:
                reader.Record(kind, latest: 1);
                return new FrameQuarantined(
                ReadVenueAccountId(reader),
                reader.Int64(),
                reader.Int64(),
                reader.String(LongestText),
                reader.Bytes(Limits.EvidenceBytes).ToArray());
            case RecordKind.FrameRefused:
                reader.Record(kind, latest: 1);
                return new FrameRefused(ReadVenueAccountId(reader), reader.Int64(), reader.Int64(), reader.String(LongestText));
            case RecordKind.FeedGraded:
                reader.Record(kind, latest: 1);
                return new FeedGraded(ReadVenueAccountId(reader), reader.Enum<Freshness>());
            case RecordKind.FeedSilent:
                reader.Record(kind, latest: 1);
                return new FeedSilent(ReadVenueAccountId(reader), reader.Instant());
            case RecordKind.FeedSpoke:
                reader.Record(kind, latest: 1);
                return new FeedSpoke(ReadVenueAccountId(reader));
            default:
                return null;
        }
    }
}
