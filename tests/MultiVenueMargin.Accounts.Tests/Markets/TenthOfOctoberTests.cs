using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Tests.Markets;

/// <summary>
/// 10 October 2025: for forty minutes one venue valued USDe at its own book, 0.65, while it traded between 0.90 and 1.00 elsewhere. Played through
/// the publisher in virtual time, at four quotes a second and at one every two seconds.
/// </summary>
public sealed class TenthOfOctoberTests
{
    private static readonly Asset Usde = new("USDe");

    [Theory]
    [InlineData(250)]
    [InlineData(2_000)]
    public void OctoberTenth_WhenOneVenueSays65Cents_IsPublishedAsDivergingWithinTwoSecondsAndTheMarkFollowsTheOthers(int quoteEveryMs)
    {
        var market = new MarketDriver();
        var step = TimeSpan.FromMilliseconds(quoteEveryMs);
        for (var tick = 0; tick < 20; tick++)
        {
            Quote(market, 0.9995m, tick, broken: false);
            market.Run(step);
        }

        Assert.Equal(Agreement.Agreed, Divergence(market).Agreement);
        var breaks = market.Now;
        for (var tick = 0; market.Now - breaks < TimeSpan.FromMinutes(40); tick++)
        {
            Quote(market, 0.65m, tick, broken: true);
            market.Run(step);
        }

        var noticed = market.History.First(entry => entry.At >= breaks && entry.Record.Slice.Divergences.ContainsKey(Usde)
            && entry.Record.Slice.Divergences[Usde].Agreement == Agreement.Diverging).At;
        Assert.InRange(noticed - breaks, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Equal(Agreement.Diverging, Divergence(market).Agreement);
        Assert.Equal(["V"], Divergence(market).Outliers.Select(source => source.Code));
        var marks = market.History.Where(entry => entry.At >= breaks && entry.Record.Slice.Prices.ContainsKey(Usde))
            .Select(entry => entry.Record.Slice.Prices[Usde]).ToList();
        Assert.True(marks.Count > 500);
        Assert.All(marks, mark => Assert.InRange(mark.Mark.Value, 0.90m, 1.00m));
        Assert.All(marks, mark => Assert.Contains(mark.Sources, source => source.Source.Code == "V"));

        // The venue's own book stays visible for its own view, and a restart knows that it diverges.
        Assert.Equal(0.65m, marks[^1].Sources.Single(source => source.Source.Code == "V").Mark.Value);
        Assert.Equal(MarketDriver.Bytes(market.Publisher), MarketDriver.Bytes(market.Restarted()));
    }

    private static Divergence Divergence(MarketDriver market) =>
        market.History.Last(entry => entry.Record.Slice.Divergences.ContainsKey(Usde)).Record.Slice.Divergences[Usde];

    private static void Quote(MarketDriver market, decimal venue, int tick, bool broken)
    {
        // Elsewhere it wanders between 0.90 and 1.00, some thousandths apart.
        var elsewhere = broken ? 0.95m + (0.045m * (decimal)Math.Sin(tick / 50.0)) : 1m;
        market.Says(
        [
            market.Price("USDe", "V", venue),
            .. Enumerable.Range(0, 4).Select(place => market.Price("USDe", $"W{place}", elsewhere - (0.001m * place))),
        ]);
    }
}
