using System.Globalization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Collateral;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;
using MultiVenueMargin.Risk.Scenarios;

namespace MultiVenueMargin.Risk.RuleBooks.Bybit;

/// <summary>
/// One underlying under Bybit portfolio margin: USDT, USDC and inverse contracts and the spot that hedges them, together. Maximum
/// loss over the stresses, and a contingency for each kind of hedge that the stresses take for perfect.
/// </summary>
internal sealed class BybitRiskUnit
{
    private readonly RiskUnit _unit;
    private readonly IReadOnlyList<ModelPosition> _positions;
    private readonly ModelBook _book;
    private readonly BybitRiskTerms _terms;

    public BybitRiskUnit(RiskUnit unit, CoveredBook covered, ModelBook book, BybitRiskTerms terms)
    {
        _unit = unit;
        _positions = [.. covered.Positions.Where(position => position.Unit == unit)];
        _book = book;
        _terms = terms;
        var coin = book.BalanceOf(unit.NativeCoin);
        var delta = _positions.Sum(position => position.Delta);
        Hedge = Math.Clamp(-delta, 0m, Math.Max(0m, coin.Wallet * (coin.Mark ?? 0m)));
    }

    /// <summary>USD of the unit's own coin that stands against a short delta; it moves with the stresses.</summary>
    public decimal Hedge { get; }

    /// <summary>The stresses of a class: price moves in equal steps, each with volatility up, same and down.</summary>
    public static ScenarioSet Stresses(decimal range, int steps, decimal up, decimal down)
    {
        var volatilities = new[] { ("up", VolatilityMove.Factor((double)(1m + up))), ("same", VolatilityMove.Same), ("down", VolatilityMove.Factor((double)(1m - down))) };
        return ScenarioSet.Of([.. Enumerable.Range(-steps, (2 * steps) + 1).SelectMany(step => volatilities.Select(volatility => new Scenario(
            string.Create(CultureInfo.InvariantCulture, $"{100m * step * range / steps:+0.##;-0.##;0} % vol {volatility.Item1}"),
            step * range / steps,
            volatility.Item2,
            1m,
            IsTail: false)))]);
    }

    /// <summary>The worst loss, zero where nothing loses, and the scenario it comes from.</summary>
    public (decimal Loss, string Scenario) MaximumLoss(ScenarioSet stresses)
    {
        var profits = new decimal[stresses.Count];
        foreach (var position in _positions)
        {
            var array = position.Instrument.ArrayOver(stresses).ExactProfit;
            for (var at = 0; at < profits.Length; at++)
            {
                profits[at] += position.Quantity * array[at];
            }
        }

        var (loss, worst) = (0m, string.Empty);
        for (var at = 0; at < profits.Length; at++)
        {
            var profit = profits[at] + (Hedge * stresses[at].Move);
            if (-profit > loss)
            {
                (loss, worst) = (-profit, stresses[at].Id);
            }
        }

        return (loss, worst);
    }

    /// <summary>By name; a part that does not arise is zero.</summary>
    public IEnumerable<(string Name, decimal Amount)> Contingencies(IReadOnlyList<CollateralSlice> stablecoinSpread, IEnumerable<ListedContract> contracts)
    {
        yield return ("short options", ShortOptions() * _terms.ShortOption);
        yield return ("vega spread", ExpirySpread.AmountDays(PerExpiry(position => position.Option is { } option ? position.Quantity * option.Vega : 0m)) * _terms.VegaPointsPerDay);
        yield return ("delta spread", ExpirySpread.AmountDays(PerExpiry(position => position.Delta)) * _terms.BasisPerYear / 365m);
        yield return ("stablecoin spread", StablecoinSpread(stablecoinSpread));
        yield return ("perpetuals and futures", contracts.Where(contract => contract.Unit == _unit).Sum(contract => Math.Abs(contract.Notional)) * _terms.Futures);
    }

    /// <summary>USD of index that is net short, strike by strike.</summary>
    private decimal ShortOptions() => _positions
        .Where(position => position.Option is { IsExpired: false })
        .GroupBy(position => (position.Option!.Option.Expiry, position.Option.Option.Strike, position.Option.Option.Right))
        .Sum(strike => Math.Max(0m, -strike.Sum(position => position.Size)) * _book.IndexOf(_unit));

    // Spot that hedges has no expiry, like a perpetual.
    private IEnumerable<(decimal Days, decimal Amount)> PerExpiry(Func<ModelPosition, decimal> amountOf) => _positions
        .Where(position => !position.Instrument.IsExpired)
        .GroupBy(position => DaysTo(position.Expiry))
        .Select(expiry => (expiry.Key, expiry.Sum(amountOf)));

    private decimal DaysTo(DateTimeOffset? expiry) => expiry is { } end ? Math.Max(0m, (decimal)(end - _book.AsOf).Ticks / TimeSpan.TicksPerDay) : 0m;

    /// <summary>What is hedged between contracts of different quote currencies; inverse ones count as USD.</summary>
    private decimal StablecoinSpread(IReadOnlyList<CollateralSlice> slices)
    {
        var deltas = _positions.GroupBy(position => position.Contract.IsInverse ? Asset.Usd : position.Contract.Quote)
            .Select(quote => quote.Sum(position => position.Delta))
            .ToList();
        var hedged = Math.Min(deltas.Sum(delta => Math.Max(0m, delta)), deltas.Sum(delta => Math.Max(0m, -delta)));
        return Tier.Charge([.. slices.Select(slice => new Tier(slice.UpTo, slice.Rate))], hedged);
    }
}
