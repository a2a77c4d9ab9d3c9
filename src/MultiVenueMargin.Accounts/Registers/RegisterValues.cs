using MultiVenueMargin.Accounts.Codec;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>What states of registers hold beside names and amounts.</summary>
internal static class RegisterValues
{
    internal static void Write(CanonicalWriter writer, DecisionId value)
    {
        ValueCodec.Write(writer, value.Account);
        writer.Int64(value.Version);
        writer.Int32(value.Ordinal);
    }

    internal static DecisionId ReadDecisionId(CanonicalReader reader) =>
        new(ValueCodec.ReadAccountId(reader), reader.Int64(), reader.Int32());
}
