using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>Names of what accounts decided.</summary>
public static class DecisionCodec
{
    public static void Write(CanonicalWriter writer, DecisionId value)
    {
        ValueCodec.Write(writer, value.Account);
        writer.Int64(value.Version);
        writer.Int32(value.Ordinal);
    }

    public static DecisionId ReadDecisionId(CanonicalReader reader) => new(ReadAccountId(reader), reader.Int64(), reader.Int32());
}
