using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Platform.Conformance;

/// <summary>The market through the port: as it is published, what comes after it, and what is listed.</summary>
public abstract class MarketConformance : PlatformConformance
{
    private static readonly ReadScope Records = ReadScope.All with { Kinds = [StreamKind.Market] };

    [Fact]
    public async Task Market_WhenItsRecordsAreReadOn_HasNeitherHoleNorRepetition()
    {
        await Street.PriceAsync(101_000m);
        var before = await Street.JournalAsync(Records);
        var market = await Street.Platform.MarketAsync(CancellationToken.None);
        Assert.Equal(101_000m, market.Snapshot!.Prices[Street.Btc].Mark.Value);
        Assert.Equal(101_000m, market.Snapshot.Marks[Street.BtcPerpetual].Mark?.Value);
        Assert.Contains(Street.BtcPerpetual, market.Snapshot.Instruments.Keys);
        Assert.Equal(Agreement.Agreed, market.Divergences[Street.Btc].Agreement);
        Assert.Empty((await Street.Platform.ReadAsync(market.Next, Records, 100, CancellationToken.None)).Items);

        await Street.PriceAsync(102_000m);
        await ListAsync("LATER");
        await Street.PriceAsync(103_000m);
        await RestartAsync();

        var after = new List<JournalItem>();
        for (var page = new JournalPage([], market.Next, false); !page.IsEnd; after.AddRange(page.Items))
        {
            page = await Street.Platform.ReadAsync(page.Next, Records, 1, CancellationToken.None);
        }

        var all = await Street.JournalAsync(Records);
        Assert.Equal(all.Select(NameOf), before.Concat(after).Select(NameOf));
        Assert.Equal(
            [102_000m, 103_000m],
            after.Select(item => item.Record).OfType<SlicePublished>().Where(each => each.Slice.Prices.ContainsKey(Street.Btc))
                .Select(each => each.Slice.Prices[Street.Btc].Mark.Value).Distinct());
        Assert.Equal(103_000m, (await Street.Platform.MarketAsync(CancellationToken.None)).Snapshot!.Prices[Street.Btc].Mark.Value);

        static string NameOf(JournalItem item) => $"{item.Stream} {item.Version}";
    }

    [Fact]
    public async Task Instrument_WhenItsListingWasAnswered_IsThere()
    {
        for (var number = 0; number < 20; number++)
        {
            await ListAsync($"NEW-{number}");
            var view = await Street.Platform.InstrumentAsync(new InstrumentId($"NEW-{number}"), CancellationToken.None);
            Assert.Equal($"NEW-{number}", view?.Instrument.Id.Code);
            Assert.Null(view!.Mark);
        }

        var quoted = await Street.Platform.InstrumentAsync(Street.BtcPerpetual, CancellationToken.None);
        Assert.Equal(100_000m, quoted!.Mark!.Mark?.Value);
        Assert.True(quoted.Market.Position > 0);
        Assert.Null(await Street.Platform.InstrumentAsync(new InstrumentId("NOBODY-KNOWS"), CancellationToken.None));
    }

    [Fact]
    public async Task Instruments_WhenListed_ComeInPagesByIdAndByUnderlying()
    {
        await ListAsync("D", "A", "C");
        await ListAsync("B");
        await Street.DoneAsync(new ListInstruments([new Perpetual(new InstrumentId("E"), new RiskUnit("ETH"), ContractStyle.Linear, Street.Usdc, 1m)])
        {
            Request = Street.NextRequest(),
            By = Street.Alice,
        });

        Assert.Equal([["A", "B"], [Street.BtcPerpetual.Code, "C"], ["D", "E"]], await PagesAsync(null));
        Assert.Equal([["A", "B"], [Street.BtcPerpetual.Code, "C"], ["D"]], await PagesAsync(Street.Bitcoin));
        Assert.Equal([[]], await PagesAsync(new RiskUnit("SOL")));
    }

    private async Task<List<string[]>> PagesAsync(RiskUnit? unit)
    {
        var pages = new List<string[]>();
        InstrumentId? after = null;
        while (true)
        {
            var page = await Street.Platform.InstrumentsAsync(unit, after, 2, CancellationToken.None);
            pages.Add([.. page.Items.Select(instrument => instrument.Id.Code)]);
            if (page.IsEnd)
            {
                return pages;
            }

            after = page.Items[^1].Id;
        }
    }

    private async Task ListAsync(params string[] ids) => await Street.DoneAsync(
        new ListInstruments([.. ids.Select(id => new Perpetual(new InstrumentId(id), Street.Bitcoin, ContractStyle.Linear, Street.Usdc, 1m))])
        {
            Request = Street.NextRequest(),
            By = Street.Alice,
        });
}
