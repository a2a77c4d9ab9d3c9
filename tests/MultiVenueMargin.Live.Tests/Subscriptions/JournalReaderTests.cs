using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Live.Tests.Subscriptions;

public sealed class JournalReaderTests
{
    [Fact]
    public async Task Cursor_WhereverAReaderStops_GoesOnExactlyThere()
    {
        using var world = Worked();
        var whole = world.Records(ReadScope.All);
        var random = new Random(20_261_121);

        for (var run = 0; run < 20; run++)
        {
            var (items, cursor) = (new List<JournalItem>(), Cursor.Beginning);
            for (var isEnd = false; !isEnd;)
            {
                var page = await world.Node.Reader.ReadAsync(cursor, ReadScope.All, random.Next(1, 6), CancellationToken.None);
                items.AddRange(page.Items);
                (cursor, isEnd) = (page.Next, page.IsEnd);
            }

            Assert.Equal(whole.Select(Name), items.Select(Name));
        }

        static string Name(JournalItem item) => $"{item.Stream} {item.Version} {item.Record.GetType().Name}";
    }

    [Fact]
    public async Task Scope_OfDecisions_LeavesFeedUpdatesOut()
    {
        using var world = Worked();

        Assert.Contains(world.Records(ReadScope.All), item => item.Record is DeltasAccepted);
        Assert.DoesNotContain(world.Records(ReadScope.Decisions), item => item.Record is DeltasAccepted or SnapshotAccepted or FeedHeard);
        Assert.Contains(world.Records(ReadScope.Decisions), item => item.Record is FeedOpened);

        // A wait beyond what was read of one account is rung by that account's partition and by no price.
        var account = new AccountId(Street.Firm, "one");
        var scope = ReadScope.All with { Account = account, Kinds = [StreamKind.Account] };
        var page = await world.Node.Reader.ReadAsync(Cursor.Beginning, scope, 1_000, CancellationToken.None);
        Assert.True(page.IsEnd);
        Assert.True(Live.Subscriptions.JournalCursor.TryParse(page.Next, out var opened));
        var waiting = world.Node.Doorbells.WaitBeyond(opened, CancellationToken.None);
        world.Quote(101_000m);
        Assert.False(waiting.IsCompleted);
        world.Fed(account, World.FeedOf(account), world.Delta(1, 4, 9m));
        Assert.True(waiting.IsCompletedSuccessfully);
    }

    private static World Worked()
    {
        var world = World.Open();
        foreach (var name in new[] { "one", "two", "three" })
        {
            var account = world.Account(name, 50_000m, 1m);
            for (var sequence = 1; sequence <= 3; sequence++)
            {
                world.Fed(account, World.FeedOf(account), world.Delta(1, sequence, sequence));
            }
        }

        return world;
    }
}
