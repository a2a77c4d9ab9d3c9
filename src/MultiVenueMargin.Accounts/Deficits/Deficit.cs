using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using static MultiVenueMargin.Accounts.Codec.DecisionCodec;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Deficits;

/// <summary>What remained unpaid, and how far the fund is with it.</summary>
/// <param name="Granted">What the fund reserved; absent before it answered.</param>
internal sealed record Deficit(DecisionId Id, PoolId Pool, Usd Amount, Usd? Granted, bool IsSettled)
{
    public static Deficit ReadFrom(CanonicalReader reader)
    {
        reader.Version(nameof(Deficit), latest: 1);
        return new Deficit(ReadDecisionId(reader), ReadPoolId(reader), ReadUsd(reader), reader.Optional(ReadUsd), reader.Bool());
    }

    public void WriteTo(CanonicalWriter writer)
    {
        writer.Version(1);
        Write(writer, Id);
        ValueCodec.Write(writer, Pool);
        ValueCodec.Write(writer, Amount);
        writer.Optional(Granted, ValueCodec.Write);
        writer.Bool(IsSettled);
    }

    public DeficitView View => new(Id, Pool, Amount, Granted, IsSettled);
}
