using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Simulation.Actors;

namespace MultiVenueMargin.Simulation.Tests;

/// <summary>
/// The auditor works figures out again. Every figure here was worked out by hand from the methodology; it lets that one pass, and no
/// other. 10 000 dollars count 9 950.
/// </summary>
public sealed class FigureTests
{
    private readonly History _history = new();

    [Fact]
    public void Equity_WhenItIsNotThatOfTheBook_IsNoticed()
    {
        _history.Begin(0.1m);
        _history.Wrong(_history.Standing(9_949m, History.NeedOfATenth));
        _history.Wrong(_history.Standing(9_951m, History.NeedOfATenth));
        _history.Put(_history.Standing(9_950m, History.NeedOfATenth));
    }

    [Fact]
    public void Maintenance_WhenItIsNotThatOfTheBook_IsNoticed()
    {
        _history.Begin(0.1m);
        _history.Wrong(_history.Standing(9_950m, History.NeedOfATenth - 0.1m));
        _history.Wrong(_history.Standing(9_950m, History.NeedOfATenth + 0.1m));
        _history.Put(_history.Standing(9_950m, History.NeedOfATenth));
    }

    [Fact]
    public void Debt_WhenItCountsAsOwnedOrCostsNothing_IsNoticed()
    {
        _history.Begin(0.1m);
        Tell(new BalanceFact(Street.Usdc, true, new Quantity(2_000m), default, default, BridgeClass.Native, null));
        _history.Wrong(_history.Standing(11_940m, History.NeedOfATenth + 40m));
        _history.Wrong(_history.Standing(7_950m, History.NeedOfATenth));
        // 2 % of the debt.
        _history.Put(_history.Standing(7_950m, History.NeedOfATenth + 40m));
    }

    [Fact]
    public void InverseContract_WhenItsProfitIsLinear_IsNoticed()
    {
        _history.Begin(0m);
        // A hundred contracts of 100 dollars, entered at 80 000 and now at 100 000: 10 000·(1/80 000 − 1/100 000) = 0.025 BTC, of which 98 % counts.
        Tell(new PositionFact(Street.InversePerpetual.Id, new Quantity(100m), new Price(80_000m)));
        // The contracts cost as a tenth of a perpetual does. The coins gain when it falls by less than they lose: 2 500·(0.16 − 0.02) on top.
        const decimal need = History.NeedOfATenth + 350m;
        _history.Wrong(_history.Standing(9_950m + (0.02m * 98_000m), need));
        _history.Wrong(_history.Standing(9_950m + (0.025m * 98_000m), History.NeedOfATenth));
        _history.Put(_history.Standing(9_950m + (0.025m * 98_000m), need));
    }

    [Fact]
    public void Hedge_WhenTheCoinBearsItsHaircutAllTheSame_IsNoticed()
    {
        _history.Begin(-0.1m);
        Tell(new BalanceFact(Street.Btc, false, new Quantity(0.1m), default, default, BridgeClass.Native, null));
        // Coin and short stand still together, quoted in USD and USDC: GROSS_FLOOR 0.25 % of 20 000, PEG 0.5 % of 10 000, LIQ of both.
        const decimal need = 50m + 50m + (2 * 5.09391486m);
        _history.Wrong(_history.Standing(9_950m + 9_800m, need));
        _history.Put(_history.Standing(9_950m + 10_000m, need));
    }

    private void Tell(FeedFact fact) => _history.Put(new DeltasAccepted(History.Feed, 1, 1, 1, [fact]));
}
