using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.RuleBooks.Comparing;
using MultiVenueMargin.RuleBooks.Tests.Perpetuals;

namespace MultiVenueMargin.RuleBooks.Tests.Comparing;

/// <summary>2 BTC at 100 000 and 50 000 USDC at A: our replica says equity 50 000 and a margin of 20 000 either way.</summary>
public sealed class ReconciliationTests
{
    [Fact]
    public void Figures_WithinTheTolerance_AreNoDrift()
    {
        var drift = Drift(new VenueStatement { Equity = new(50_900m), InitialMargin = new(20_000m), MaintenanceMargin = new(19_650m), AsOf = PerpetualsDesk.Now.AddSeconds(-3) });

        Assert.False(drift.IsRaised);
        Assert.Equal(TimeSpan.FromSeconds(3), drift.Age);
        Assert.Equal([-900m, 0m, 350m], drift.Figures.Select(figure => figure.Difference!.Value.Amount));
    }

    /// <summary>Two per cent of 19 600 are 392: 20 000 lies 400 above.</summary>
    [Theory]
    [InlineData(19_600, true)]
    [InlineData(19_608, false)]
    [InlineData(20_408, false)]
    [InlineData(20_409, true)]
    [InlineData(20_500, true)]
    public void Figure_BeyondTheTolerance_RaisesModelDrift(int reported, bool raised)
    {
        var drift = Drift(new VenueStatement { MaintenanceMargin = new(reported), AsOf = PerpetualsDesk.Now });

        Assert.Equal(raised, drift.IsRaised);
        Assert.Equal(raised, drift.Figures.Single(figure => figure.Name == "maintenance margin").Drifts);
        Assert.Null(drift.Figures.Single(figure => figure.Name == "equity").Difference);
    }

    [Fact]
    public void Components_ByTheVenuesOwnNames_AreComparedWithOursOfThatName()
    {
        var drift = Drift(new VenueStatement
        {
            Components = [new StatedComponent("A_Tenth", new(20_000m)), new StatedComponent("fees", new(12m))],
            AsOf = PerpetualsDesk.Now,
        });

        Assert.Equal(0m, drift.Figures.Single(figure => figure.Name == "A_Tenth").Difference!.Value.Amount);
        Assert.Null(drift.Figures.Single(figure => figure.Name == "fees").Modelled);
        Assert.False(drift.IsRaised);
    }

    [Fact]
    public void Venue_OfWhichNothingElseIsLookedAt_IsRequired()
    {
        var whole = Desk.Of(Desk.Held(PerpetualsDesk.BtcUsdc, 2m));

        Assert.Throws<ArgumentException>(() => Reconciliation.Of(new VenueStatement { AsOf = PerpetualsDesk.Now }, new TenPercent(), whole, 0.02m));
    }

    private static ModelDrift Drift(VenueStatement statement) => Reconciliation.Of(
        statement,
        new TenPercent(),
        Desk.Of(
            RuleSet.Default,
            PerpetualsDesk.A,
            Desk.Held(PerpetualsDesk.BtcUsdc, 2m, entry: 100_000m),
            Desk.Has(PerpetualsDesk.Usdc, 50_000m),
            // Elsewhere: no business of this venue.
            Desk.Held(PerpetualsDesk.EthUsdc, -9m, venue: PerpetualsDesk.B),
            Desk.Has(PerpetualsDesk.Usdc, 7_000m, PerpetualsDesk.B)),
        0.02m);
}
