using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.House;

/// <summary>Spot in all but name: a debt in the unit's coins or the part of a coin that hedges. Its Δ$ is its value.</summary>
/// <param name="Name">For reports.</param>
/// <param name="Location">Where it lies.</param>
/// <param name="Delta">Its value, negative for a debt.</param>
/// <param name="IsFinal">Whether its chain can no longer take it back.</param>
internal sealed record CoinHolding(string Name, LocationId Location, decimal Delta, bool IsFinal = true);

/// <summary>Free collateral of the unit, grossed up to what its price moves act on; its haircut pays the first h_a of a fall.</summary>
/// <param name="Name">For reports.</param>
/// <param name="Location">Where it lies.</param>
/// <param name="Gross">G = counted/(1 − h_a).</param>
/// <param name="Haircut">h_a.</param>
/// <param name="IsFinal">Whether its chain can no longer take it back.</param>
internal sealed record FreeHolding(string Name, LocationId Location, decimal Gross, decimal Haircut, bool IsFinal);

/// <summary>Everything a pool has in one risk unit, at the worst end.</summary>
internal sealed class UnitHoldings
{
    public UnitHoldings(
        RiskUnit unit,
        PricedMarket market,
        IReadOnlyList<HeldPosition> positions,
        IReadOnlyList<CoinHolding> coins,
        IReadOnlyList<FreeHolding> free)
    {
        Unit = unit;
        Market = market;
        Positions = positions;
        Coins = coins;
        Free = free;
        CoinDelta = coins.Sum(coin => coin.Delta);
        NetDelta = positions.Sum(position => position.Delta) + CoinDelta;
        AllDelta = NetDelta + free.Sum(line => line.Gross);
        GrossDelta = positions.Sum(position => Math.Abs(position.Delta)) + Math.Abs(CoinDelta);
        Index = market.FindIndex(unit) ?? 0m;
    }

    public RiskUnit Unit { get; }

    public PricedMarket Market { get; }

    /// <summary>Netted positions in instrument order, delivered ones left out: they are a value and no risk.</summary>
    public IReadOnlyList<HeldPosition> Positions { get; }

    public IReadOnlyList<CoinHolding> Coins { get; }

    public IReadOnlyList<FreeHolding> Free { get; }

    /// <summary>The unit's coins netted as one.</summary>
    public decimal CoinDelta { get; }

    /// <summary>Σ Δ$ of risk lines: positions, debts and hedge parts.</summary>
    public decimal NetDelta { get; }

    /// <summary>Net Δ$ with free collateral at G.</summary>
    public decimal AllDelta { get; }

    /// <summary>Σ |Δ$| per (venue, instrument), coins netted as one.</summary>
    public decimal GrossDelta { get; }

    /// <summary>S, or zero where the unit itself has no price (a wrapped token may have one all the same).</summary>
    public decimal Index { get; }

    /// <summary>|Δ$| in coins; absent where the unit has no price.</summary>
    public decimal? CoinsOf(decimal delta) => Index > 0 ? Math.Abs(delta) / Index : null;

    /// <summary>The same unit with other positions and more coins, for the bound of MARGIN §5.</summary>
    public UnitHoldings With(IReadOnlyList<HeldPosition> positions, IReadOnlyList<CoinHolding> moreCoins) =>
        new(Unit, Market, positions, [.. Coins, .. moreCoins], Free);
}
