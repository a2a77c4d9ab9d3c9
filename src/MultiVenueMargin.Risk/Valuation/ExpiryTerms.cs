using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.Valuation;

/// <summary>
/// What all options of one underlying, expiry, quote currency and style have in common under one market: their time, their forward and smile where they
/// state none themselves, and how far a scenario moves their volatility. Found once for all of them.
/// </summary>
internal sealed class ExpiryTerms
{
    private readonly MarketSnapshot _market;
    private readonly EuropeanOption _any;
    private readonly double _rate;
    private readonly Lazy<decimal> _discount;
    private readonly Lazy<(decimal, ForwardSource)> _forward;
    private readonly Lazy<(Smile Smile, double Years, VolatilitySource Source)?> _smile;

    /// <param name="any">One of them.</param>
    /// <param name="market">What it says.</param>
    /// <param name="rules">How volatilities move.</param>
    /// <param name="index">S.</param>
    /// <param name="quoteInUsd">X.</param>
    /// <param name="sameExpiry">Everything listed on the underlying that ends when they do.</param>
    public ExpiryTerms(
        EuropeanOption any, MarketSnapshot market, ScanRules rules, decimal index, decimal quoteInUsd, Func<IEnumerable<DatedDerivative>> sameExpiry)
    {
        (_market, _any, Index, QuoteInUsd) = (market, any, index, quoteInUsd);
        IsExpired = any.IsExpiredAt(market.AsOf);
        Time = new TimeToExpiry(IsExpired ? 0 : any.YearsAt(market.AsOf), rules);
        _rate = market.Units.TryGetValue(any.Unit, out var unit) ? unit.InterestRate ?? 0 : 0;
        _discount = new(() => Kernel.ToDecimal(KernelMath.Exp(-_rate * Time.Years)), LazyThreadSafetyMode.PublicationOnly);
        _forward = new(() => ForwardFrom(sameExpiry()), LazyThreadSafetyMode.PublicationOnly);
        _smile = new(FindSmile, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>S.</summary>
    public decimal Index { get; }

    /// <summary>X.</summary>
    public decimal QuoteInUsd { get; }

    public bool IsExpired { get; }

    /// <summary>T and what follows from it.</summary>
    public TimeToExpiry Time { get; }

    /// <summary>
    /// F = the venue's forward, else a listed future of that expiry and currency, else the median of other venues' forwards,
    /// else the index carried at the rate: (S/X)·e^{rT}.
    /// </summary>
    public (decimal Forward, ForwardSource Source) ForwardOf(InstrumentMark mark) =>
        IsExpired ? (Index / QuoteInUsd, ForwardSource.Index)
        : mark.Forward is { Value: > 0 } stated ? (stated.Value, ForwardSource.Venue)
        : _forward.Value;

    /// <summary>D: what a coin premium is worth follows from the forward.</summary>
    public decimal DiscountAt(decimal forward) => IsExpired ? 1m : _any.IsInverse ? Index / forward : _discount.Value;

    /// <summary>σ: the mark's, else the smile of the expiry, else that of the nearest expiry T′ (the earlier of two) at k·√(T′/T).</summary>
    public (double Volatility, VolatilitySource Source)? FindVolatility(EuropeanOption option, InstrumentMark mark, decimal forward)
    {
        if (IsExpired)
        {
            return (0, VolatilitySource.None);
        }

        if (mark.ImpliedVolatility is { } stated)
        {
            return (stated, VolatilitySource.Mark);
        }

        // In its last second T is 0 to the second, and a smile's volatility is a quotient by T: only the intrinsic value is left.
        if (Time.Years <= 0)
        {
            return (0, VolatilitySource.None);
        }

        if (_smile.Value is not var (smile, years, source))
        {
            return null;
        }

        var moneyness = KernelMath.LogRatio((double)option.Strike.Value, Kernel.ToDouble(forward));
        var scaled = source == VolatilitySource.Smile ? moneyness : moneyness * Math.Sqrt(years / Time.Years);
        return (SmileVolatility.At(smile, scaled, years), source);
    }

    private (decimal, ForwardSource) ForwardFrom(IEnumerable<DatedDerivative> sameExpiry)
    {
        var listed = new List<decimal>();
        var elsewhere = new List<decimal>();
        foreach (var other in sameExpiry)
        {
            if (other.Quote != _any.Quote || !_market.Marks.TryGetValue(other.Id, out var said))
            {
                continue;
            }

            if (other is DatedFuture && said.Mark is { Value: > 0 } marked)
            {
                listed.Add(marked.Value);
            }
            else if (other.Style == _any.Style && said.Forward is { Value: > 0 } forward)
            {
                elsewhere.Add(forward.Value);
            }
        }

        if (listed.Count > 0)
        {
            return (Median(listed), ForwardSource.ListedFuture);
        }

        return elsewhere.Count > 0
            ? (Median(elsewhere), ForwardSource.OtherVenues)
            : (Kernel.ToDecimal(Kernel.ToDouble(Index / QuoteInUsd) * KernelMath.Exp(_rate * Time.Years)), ForwardSource.Carry);
    }

    private static decimal Median(List<decimal> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private (Smile, double, VolatilitySource)? FindSmile()
    {
        if (!_market.Units.TryGetValue(_any.Unit, out var unit) || unit.Smiles.Count == 0)
        {
            return null;
        }

        if (unit.Smiles.TryGetValue(_any.Expiry, out var own))
        {
            return (own, Time.Years, VolatilitySource.Smile);
        }

        DateTimeOffset? nearest = null;
        foreach (var expiry in unit.Smiles.Keys.Where(expiry => DatedDerivative.YearsBetween(_market.AsOf, expiry) > 0).Order())
        {
            if (nearest is not { } best || (expiry - _any.Expiry).Duration() < (best - _any.Expiry).Duration())
            {
                nearest = expiry;
            }
        }

        return nearest is { } chosen
            ? (unit.Smiles[chosen], DatedDerivative.YearsBetween(_market.AsOf, chosen), VolatilitySource.NearestExpiry)
            : null;
    }
}
