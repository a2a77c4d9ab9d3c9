namespace MultiVenueMargin.Domain.Tests.Contracts;

/// <summary>What every identifier keeps: one to so many visible characters, case kept, ordered by ordinal code.</summary>
public abstract class IdentifierContract<T>(int longest, Func<string, T> make) : OrderedValueContract<T>
    where T : struct, IComparable<T>, IEquatable<T>
{
    // Ordinal: digits, then capitals, then small letters, then everything else.
    protected override IReadOnlyList<(Func<T> Make, string Text)> Ascending =>
    [
        (() => make("1INCH"), "1INCH"),
        (() => make("STETH"), "STETH"),
        (() => make("stETH"), "stETH"),
        (() => make("stETH-2"), "stETH-2"),
        (() => make("币安"), "币安"),
    ];

    protected override string DefaultText => string.Empty;

    protected override bool DefaultIsAValue => false;

    [Fact]
    public void New_AtItsLongest_IsAccepted() =>
        Assert.Equal(new string('x', longest), make(new string('x', longest)).ToString());

    [Fact]
    public void New_WhenTooLongEmptyOrInvisible_IsRefusedByName()
    {
        foreach (var text in (string[])[new string('x', longest + 1), string.Empty, " ", "a b", "a\t", "\u200b", "a\u202eb", "a\0"])
        {
            Assert.Equal("code", Assert.Throws<ArgumentException>(() => make(text)).ParamName);
        }

        Assert.Throws<ArgumentNullException>(() => make(null!));
    }
}

public sealed class AssetContract() : IdentifierContract<Asset>(32, code => new Asset(code));

public sealed class RiskUnitContract() : IdentifierContract<RiskUnit>(32, code => new RiskUnit(code));

public sealed class LocationIdContract() : IdentifierContract<LocationId>(64, code => new LocationId(code));

public sealed class PoolIdContract() : IdentifierContract<PoolId>(64, code => new PoolId(code));

public sealed class InstitutionIdContract() : IdentifierContract<InstitutionId>(64, code => new InstitutionId(code));

public sealed class InstrumentIdContract() : IdentifierContract<InstrumentId>(96, code => new InstrumentId(code));

public sealed class MarketVersionContract() : IdentifierContract<MarketVersion>(96, code => new MarketVersion(code));

public sealed class RuleVersionContract() : IdentifierContract<RuleVersion>(96, code => new RuleVersion(code));

public sealed class PrincipalIdContract() : IdentifierContract<PrincipalId>(128, code => new PrincipalId(code));

public sealed class RequestIdContract() : IdentifierContract<RequestId>(128, code => new RequestId(code));

public sealed class ModelNameContract() : IdentifierContract<ModelName>(32, code => new ModelName(code));

public sealed class RuleBookIdContract() : IdentifierContract<RuleBookId>(64, code => new RuleBookId(code));
