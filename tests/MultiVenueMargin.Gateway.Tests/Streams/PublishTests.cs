using MultiVenueMargin.Gateway.Tests.Doors;
using MultiVenueMargin.Gateway.Tests.Methods;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Gateway.Tests.Streams;

/// <summary>Quotes up, the published market down.</summary>
public sealed class PublishTests : IAsyncLifetime
{
    private readonly DoorStreet _street = new();

    public Task InitializeAsync() => _street.InitializeAsync();

    public Task DisposeAsync() => _street.DisposeAsync();

    [Fact]
    public async Task Quotes_WhenPublished_ComeToWhoWatchesAndToWhoComesBackLater()
    {
        using var watch = _street.Door.Market.WatchMarket(new V1.WatchMarketRequest());
        var picture = await watch.ResponseStream.NextAsync();
        using var publish = _street.Door.Market.Publish();
        await publish.RequestStream.WriteAsync(Quotes("90000"));
        Assert.Equal("", (await publish.ResponseStream.NextAsync()).Refusal);
        await _street.AdvanceAsync(TimeSpan.FromSeconds(2));
        var change = await watch.ResponseStream.NextAsync(message => message.Change?.Changes.Prices.Count > 0);
        await _street.RestartAsync();
        using var later = _street.Door.Market.WatchMarket(new V1.WatchMarketRequest { Cursor = picture.Cursor });
        var again = await later.ResponseStream.NextAsync(message => message.Change?.Changes.Prices.Count > 0);

        Assert.Equal(("BTC", false), (change.Change.Market, change.Change.IsFirst));
        Assert.True(change.Change.Position > picture.Change.Position);
        Assert.Equal("90000", change.Change.Changes.Prices.Single(price => price.Asset == "BTC").Mark);
        Assert.Equal(change.Change, again.Change);
    }

    [Fact]
    public async Task Batch_WhenItIsBad_IsRefusedByItsPathAndTheNextIsTaken()
    {
        using var publish = _street.Door.Market.Publish();
        var bad = Quotes("90000");
        bad.Prices[1].Quote.Mark = "1e5";
        await publish.RequestStream.WriteAsync(bad);
        var refused = await publish.ResponseStream.NextAsync();
        await publish.RequestStream.WriteAsync(Quotes("91000"));
        var taken = await publish.ResponseStream.NextAsync();
        await publish.RequestStream.CompleteAsync();

        Assert.Equal(("MALFORMED", "prices[1].quote.mark"), (refused.Refusal, refused.Findings[0].Path));
        Assert.Equal("", taken.Refusal);
        Assert.Empty(await publish.ResponseStream.AllAsync());
    }

    [Fact]
    public async Task Batch_WhenThePlatformRefusesIt_SaysWhy()
    {
        using var publish = _street.Door.Market.Publish();
        await publish.RequestStream.WriteAsync(new V1.PublishRequest { Market = "instruments" });

        Assert.NotEqual("", (await publish.ResponseStream.NextAsync()).Refusal);
    }

    private V1.PublishRequest Quotes(string mark) => new()
    {
        Market = "BTC",
        Prices =
        {
            new[] { "SOURCE-A", "SOURCE-B", "SOURCE-C" }.Select(source => new V1.PriceQuote
            {
                Asset = "BTC",
                Quote = new V1.SourceMark { Source = source, Mark = mark, AsOf = _street.In(TimeSpan.Zero) },
            }),
        },
    };
}
