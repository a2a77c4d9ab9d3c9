using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>
/// Names and amounts. A name that names nothing (a default value) is refused both ways; an amount is read within the range
/// its type allows.
/// </summary>
public static class ValueCodec
{
    private const int LongestCode = 32;
    private const int LongestName = 64;
    private const int LongestListedName = 96;
    private const int LongestForeignName = 128;

    public static void Write(CanonicalWriter writer, Asset value) => WriteName(writer, value.Code, LongestCode);

    public static Asset ReadAsset(CanonicalReader reader) =>
        CanonicalReader.Value(reader.Offset, reader.Name(LongestCode), static code => new Asset(code));

    public static void Write(CanonicalWriter writer, RiskUnit value) => WriteName(writer, value.Code, LongestCode);

    public static RiskUnit ReadRiskUnit(CanonicalReader reader) =>
        CanonicalReader.Value(reader.Offset, reader.Name(LongestCode), static code => new RiskUnit(code));

    public static void Write(CanonicalWriter writer, InstitutionId value) => WriteName(writer, value.Code, LongestName);

    public static InstitutionId ReadInstitutionId(CanonicalReader reader) =>
        CanonicalReader.Value(reader.Offset, reader.Name(LongestName), static code => new InstitutionId(code));

    public static void Write(CanonicalWriter writer, PoolId value) => WriteName(writer, value.Code, LongestName);

    public static PoolId ReadPoolId(CanonicalReader reader) =>
        CanonicalReader.Value(reader.Offset, reader.Name(LongestName), static code => new PoolId(code));

    public static void Write(CanonicalWriter writer, LocationId value) => WriteName(writer, value.Code, LongestName);

    public static LocationId ReadLocationId(CanonicalReader reader) =>
        CanonicalReader.Value(reader.Offset, reader.Name(LongestName), static code => new LocationId(code));

    public static void Write(CanonicalWriter writer, InstrumentId value) => WriteName(writer, value.Code, LongestListedName);

    public static InstrumentId ReadInstrumentId(CanonicalReader reader) =>
        CanonicalReader.Value(reader.Offset, reader.Name(LongestListedName), static code => new InstrumentId(code));

    public static void Write(CanonicalWriter writer, MarketVersion value) => WriteName(writer, value.Code, LongestListedName);

    public static MarketVersion ReadMarketVersion(CanonicalReader reader) =>
        CanonicalReader.Value(reader.Offset, reader.Name(LongestListedName), static code => new MarketVersion(code));

    public static void Write(CanonicalWriter writer, RuleVersion value) => WriteName(writer, value.Code, LongestListedName);

    public static RuleVersion ReadRuleVersion(CanonicalReader reader) =>
        CanonicalReader.Value(reader.Offset, reader.Name(LongestListedName), static code => new RuleVersion(code));

    public static void Write(CanonicalWriter writer, ModelName value) => WriteName(writer, value.Code, LongestName);

    public static ModelName ReadModelName(CanonicalReader reader) =>
        CanonicalReader.Value(reader.Offset, reader.Name(LongestName), static code => new ModelName(code));

    public static void Write(CanonicalWriter writer, RuleBookId value) => WriteName(writer, value.Code, LongestName);

    public static RuleBookId ReadRuleBookId(CanonicalReader reader) =>
        CanonicalReader.Value(reader.Offset, reader.Name(LongestName), static code => new RuleBookId(code));

    public static void Write(CanonicalWriter writer, PrincipalId value) => WriteName(writer, value.Code, LongestForeignName);

    public static PrincipalId ReadPrincipalId(CanonicalReader reader) =>
        CanonicalReader.Value(reader.Offset, reader.Name(LongestForeignName), static code => new PrincipalId(code));

    public static void Write(CanonicalWriter writer, RequestId value) => WriteName(writer, value.Code, LongestForeignName);

    // A request's id comes once: keeping it would only push out a name that comes again.
    public static RequestId ReadRequestId(CanonicalReader reader) =>
        CanonicalReader.Value(reader.Offset, reader.String(LongestForeignName), static code => new RequestId(code));

    public static void Write(CanonicalWriter writer, VenueAccountId value)
    {
        Write(writer, value.Location);
        WriteName(writer, value.Name, LongestForeignName);
    }

    public static VenueAccountId ReadVenueAccountId(CanonicalReader reader) => CanonicalReader.Value(
        reader.Offset,
        (Location: ReadLocationId(reader), Name: reader.Name(LongestForeignName)),
        static parts => new VenueAccountId(parts.Location, parts.Name));

    public static void Write(CanonicalWriter writer, AccountId value)
    {
        Write(writer, value.Institution);
        WriteName(writer, value.Name, LongestName);
    }

    public static AccountId ReadAccountId(CanonicalReader reader) => CanonicalReader.Value(
        reader.Offset,
        (Institution: ReadInstitutionId(reader), Name: reader.Name(LongestName)),
        static parts => new AccountId(parts.Institution, parts.Name));

    public static void Write(CanonicalWriter writer, Quantity value) => writer.Decimal(value.Value);

    public static Quantity ReadQuantity(CanonicalReader reader) =>
        CanonicalReader.Value(reader.Offset, reader.Decimal(), static value => new Quantity(value));

    public static void Write(CanonicalWriter writer, Price value) => writer.Decimal(value.Value);

    public static Price ReadPrice(CanonicalReader reader) =>
        CanonicalReader.Value(reader.Offset, reader.Decimal(), static value => new Price(value));

    public static void Write(CanonicalWriter writer, Rate value) => writer.Decimal(value.Value);

    public static Rate ReadRate(CanonicalReader reader) =>
        CanonicalReader.Value(reader.Offset, reader.Decimal(), static value => new Rate(value));

    public static void Write(CanonicalWriter writer, Usd value) => writer.Decimal(value.Amount);

    public static Usd ReadUsd(CanonicalReader reader) => new(reader.Decimal());

    /// <summary>Zero of no asset is money too (the default value), so the asset may be absent; only then the amount must be zero.</summary>
    public static void Write(CanonicalWriter writer, Money value)
    {
        writer.Decimal(value.Amount);
        writer.Optional(value.Asset.IsDefault ? (Asset?)null : value.Asset, Write);
    }

    public static Money ReadMoney(CanonicalReader reader) => CanonicalReader.Value(
        reader.Offset,
        (Amount: reader.Decimal(), Asset: reader.Optional(ReadAsset)),
        static parts => new Money(parts.Amount, parts.Asset ?? default));

    private static void WriteName(CanonicalWriter writer, string name, int mostChars)
    {
        if (name.Length == 0)
        {
            throw new ArgumentException("A default value names nothing and is not recorded.", nameof(name));
        }

        writer.String(name, mostChars);
    }
}
