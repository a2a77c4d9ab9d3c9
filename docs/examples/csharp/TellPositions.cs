using MultiVenueMargin.Client;
using MultiVenueMargin.Client.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Examples;

/// <summary>An adapter: tells what a venue says, and hears what is durable. Epochs, sequences and reconnecting are the session's.</summary>
public static class TellPositions
{
    public static async Task RunAsync(MarginClient client, AccountId account, VenueAccountId feed, TimeProvider clock, TextWriter say)
    {
        await using var feeds = client.ConnectFeeds();
        await using var session = feeds.Open(account, feed, (_, _) =>
            Task.FromResult(new FeedSnapshot(FeedParts.All, [Balance(75_000.50m), Position(1m)], clock.GetUtcNow())));

        for (var contracts = 2m; contracts <= 4m; contracts++)
        {
            var sequence = await session.SendAsync([Position(contracts)], clock.GetUtcNow());
            await session.DurableAsync(sequence);
            await say.WriteLineAsync($"durable through {session.AcknowledgedThrough}");
        }
    }

    private static BalanceFact Balance(decimal usdc) =>
        new(new Asset("USDC"), false, new Quantity(usdc), default, default, BridgeClass.Native, null);

    private static PositionFact Position(decimal contracts) => new(new InstrumentId("BTC-USDC-PERP"), new Quantity(contracts), new Price(100_000m));
}
