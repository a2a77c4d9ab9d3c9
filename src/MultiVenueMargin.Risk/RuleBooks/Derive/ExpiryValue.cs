using MultiVenueMargin.Risk.RuleBooks.Pricing;

namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>Values the options of one expiry, now and in scenarios.</summary>
internal sealed class ExpiryValue
{
    private readonly VolatilityShock _shock;
    private readonly SkewShock? _skew;
    private readonly double _years;
    private readonly decimal _discount;

    /// <param name="expiry">What is valued.</param>
    /// <param name="discount">What a unit at expiry is worth now.</param>
    /// <param name="shock">How volatilities move.</param>
    /// <param name="skew">How smiles turn; absent where no scenario turns them.</param>
    public ExpiryValue(ManagerExpiry expiry, decimal discount, VolatilityShock shock, SkewShock? skew = null)
    {
        Expiry = expiry;
        _years = expiry.Years;
        _discount = discount;
        _shock = shock;
        _skew = skew;
        Now = At(1m, ScenarioVolatility.None);
    }

    public ManagerExpiry Expiry { get; }

    /// <summary>Marked to the volatility feed.</summary>
    public decimal Now { get; }

    public decimal At(decimal spot, ScenarioVolatility volatility)
    {
        var forward = Expiry.FixedForward + (Expiry.MovingForward * spot);
        return Expiry.Options.Sum(option => option.Amount * ForwardOption.Price(
            option.Right, forward, option.Strike, Shocked(option, volatility), _years, _discount));
    }

    /// <summary>What a small move of this expiry's forward loses, whichever way, times its factor; never positive.</summary>
    public decimal ForwardContingency(BasisContingency rule)
    {
        var up = At(rule.SpotUp, ScenarioVolatility.None) - Now;
        var down = At(rule.SpotDown, ScenarioVolatility.None) - Now;
        return Math.Min(Math.Min(up, down), 0m) * rule.FactorOf(_years);
    }

    private double Shocked(ManagerOption option, ScenarioVolatility volatility) =>
        volatility is ScenarioVolatility.Linear or ScenarioVolatility.Abs
            ? (_skew ?? throw new InvalidOperationException("These rules have no scenario that turns a smile."))
                .Shocked(option, volatility, Expiry.Forward, _years)
            : _shock.Shocked(option.Volatility, volatility, Expiry.Seconds);
}
