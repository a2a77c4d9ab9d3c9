using MultiVenueMargin.Accounts.Codec;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>What states of registers hold beside names and amounts.</summary>
internal static class RegisterValues
{
    // What is created is named by an identifier, at most an account or a deficit.
    private const int LongestCreated = 256;

    public static void Write(CanonicalWriter writer, DecisionId value)
    {
        ValueCodec.Write(writer, value.Account);
        writer.Int64(value.Version);
        writer.Int32(value.Ordinal);
    }

    public static DecisionId ReadDecisionId(CanonicalReader reader) =>
        new(ValueCodec.ReadAccountId(reader), reader.Int64(), reader.Int32());

    public static void WriteCreated(CanonicalWriter writer, string created) => writer.String(created, LongestCreated);

    public static string ReadCreated(CanonicalReader reader) => reader.String(LongestCreated);
}
