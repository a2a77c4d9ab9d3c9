using System.Globalization;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Contracts.Reading;

/// <content>Numbers and names: every text of a message becomes a value of the domain here, or a problem.</content>
public sealed partial class WireReader
{
    // As in files: beyond what anybody owns, and so small that sums of thousands of them fit.
    private const decimal LargestUsd = 1_000_000_000_000_000_000m;

    private const decimal LargestMeasured = 1_000_000_000m;

    public Asset Asset(string field, string text) => Name(field, text, 32, static name => new Asset(name));

    public RiskUnit Unit(string field, string text) => Name(field, text, 32, static name => new RiskUnit(name));

    public LocationId Location(string field, string text) => Name(field, text, 64, static name => new LocationId(name));

    public InstrumentId Instrument(string field, string text) => Name(field, text, 96, static name => new InstrumentId(name));

    public InstitutionId Institution(string field, string text) => Name(field, text, 64, static name => new InstitutionId(name));

    public PrincipalId Principal(string field, string text) => Name(field, text, 128, static name => new PrincipalId(name));

    public MarketVersion MarketVersion(string field, string text) => Name(field, text, 96, static name => new MarketVersion(name));

    public RuleVersion RuleVersion(string field, string text) => Name(field, text, 96, static name => new RuleVersion(name));

    public RequestId Request(string field, string text) => Name(field, text, 128, static name => new RequestId(name));

    /// <summary>A pool; the cross pool where nothing is said.</summary>
    public PoolId Pool(string field, string text) => text.Length == 0 ? PoolId.Cross : Name(field, text, 64, static name => new PoolId(name));

    /// <summary>A pool that has to be named.</summary>
    public PoolId NamedPool(string field, string text) => Name(field, text, 64, static name => new PoolId(name));

    /// <summary>A book of rules; the house's where nothing is said.</summary>
    public RuleBookId RuleBook(string field, string text) =>
        text.Length == 0 ? AccountPolicy.DefaultRuleBook : Name(field, text, 64, static name => new RuleBookId(name));

    public AccountId Account(string field, string text)
    {
        if (AccountId.TryParse(text, out var account))
        {
            return account;
        }

        RefuseText(field, text, "is not an account: institution/name, each of 1 to 64 visible characters");
        return default;
    }

    public VenueAccountId Feed(string field, string text)
    {
        if (VenueAccountId.TryParse(text, out var feed))
        {
            return feed;
        }

        RefuseText(field, text, "is not a venue account: location:name");
        return default;
    }

    public DecisionId Decision(string field, string text)
    {
        if (DecisionId.TryParse(text, out var decision) && decision.ToString() == text)
        {
            return decision;
        }

        RefuseText(field, text, "is not an id that this platform gives");
        return default;
    }

    /// <summary>The venue's or client's own name for something: 1 to 128 visible characters.</summary>
    public string Reference(string field, string text)
    {
        if (!Identifier.IsValid(text, 128))
        {
            RefuseText(field, text, "is not a name of 1 to 128 visible characters");
        }

        return text;
    }

    /// <summary>A publisher of a market: what names its stream.</summary>
    public string MarketName(string field, string text)
    {
        if (!Identifier.IsValid(text, 64) || !StreamId.TryParse("market/" + text, out _))
        {
            RefuseText(field, text, "is not a name of 1 to 64 visible characters without a slash");
        }

        return text;
    }

    /// <summary>How many items a page has: 100 where nothing is said, at most 1 000.</summary>
    public int PageSize(string field, int size)
    {
        const int Usual = 100;
        const int Most = 1_000;
        if (size is >= 0 and <= Most)
        {
            return size == 0 ? Usual : size;
        }

        Refuse(field, string.Create(CultureInfo.InvariantCulture, $"is {size}; a page has 1 to {Most} items, and 0 says {Usual}"));
        return Usual;
    }

    /// <summary>An exact number of any size.</summary>
    public decimal Number(string field, string text) => TryNumber(field, text, ExcessDigits.Refuse, out var number) ? number : 0;

    public decimal? OptionalNumber(string field, string text) => text.Length == 0 ? null : Number(field, text);

    public Quantity Quantity(string field, string text) =>
        new(Within(field, Number(field, text), -Domain.Quantity.Largest, Domain.Quantity.Largest));

    public Quantity? OptionalQuantity(string field, string text) => text.Length == 0 ? null : Quantity(field, text);

    public Price Price(string field, string text) => new(Within(field, Number(field, text), 0, Domain.Price.Largest));

    public Price? OptionalPrice(string field, string text) => text.Length == 0 ? null : Price(field, text);

    public Rate Rate(string field, string text) =>
        new(Within(field, Number(field, text), -Domain.Rate.Largest, Domain.Rate.Largest));

    public Rate? OptionalRate(string field, string text) => text.Length == 0 ? null : Rate(field, text);

    public Usd Usd(string field, string text) => new(Within(field, Number(field, text), -LargestUsd, LargestUsd));

    public Usd? OptionalUsd(string field, string text) => text.Length == 0 ? null : Usd(field, text);

    /// <summary>A measured figure that kernels take as a double: held to the rules of exact numbers, then the double nearest to the text.</summary>
    public double Measured(string field, string text)
    {
        if (!TryNumber(field, text, ExcessDigits.RoundDown, out var number))
        {
            return 0;
        }

        Within(field, number, -LargestMeasured, LargestMeasured);
        return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    public double? OptionalMeasured(string field, string text) => text.Length == 0 ? null : Measured(field, text);

    private bool TryNumber(string field, string text, ExcessDigits excess, out decimal number)
    {
        number = 0;

        // Files may have an exponent; here a number has one spelling less, so that every client reads all of them.
        var hasExponent = text.Length <= ExactNumber.LongestText && text.AsSpan().ContainsAny('e', 'E');
        switch (hasExponent ? NumberRefusal.NotANumber : ExactNumber.TryParse(text, excess, out number, out _))
        {
            case NumberRefusal.None:
                return true;
            case NumberRefusal.Empty:
                Missing(field);
                return false;
            case NumberRefusal.TooLong:
                RefuseText(field, text, string.Create(CultureInfo.InvariantCulture, $"is longer than {ExactNumber.LongestText} characters"));
                return false;
            case NumberRefusal.TooLarge:
                RefuseText(field, text, "is beyond ±7.9·10^28");
                return false;
            case NumberRefusal.TooPrecise:
                RefuseText(field, text, "has more than 28 significant digits");
                return false;
            default:
                RefuseText(field, text, "is not a plain decimal number");
                return false;
        }
    }

    private decimal Within(string field, decimal number, decimal least, decimal most)
    {
        if (number >= least && number <= most)
        {
            return number;
        }

        Refuse(field, $"is {ExactNumber.Format(number)}, which does not lie from {ExactNumber.Format(least)} to {ExactNumber.Format(most)}");
        return 0;
    }

    private T Name<T>(string field, string text, int longest, Func<string, T> make)
        where T : struct
    {
        if (Identifier.IsValid(text, longest))
        {
            return make(text);
        }

        RefuseText(field, text, string.Create(CultureInfo.InvariantCulture, $"is not a name of 1 to {longest} visible characters"));
        return default;
    }

    private void RefuseText(string field, string text, string problem)
    {
        if (text.Length == 0)
        {
            Missing(field);
        }
        else
        {
            Refuse(field, $"{JsonPath.Quoted(text)} {problem}");
        }
    }
}
