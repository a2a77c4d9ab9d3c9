using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Live.Tests.Accounts;

/// <summary>What waits is bounded, and what is beyond is refused at once.</summary>
public sealed class InboxTests
{
    private readonly LiveOptions _options = new() { InboxCapacity = 5, InboxShare = 3 };

    [Fact]
    public void Inbox_WhenAnAccountHasItsShare_RefusesItAndTakesOthers()
    {
        var inbox = Open();

        var hot = Enumerable.Range(0, 4).Select(_ => Post(inbox, "hot")).ToList();
        var calm = Post(inbox, "calm");

        Assert.Equal([null, null, null, Refusal.Busy], hot.Select(answer => answer.Refused));
        Assert.Null(calm.Refused);
        Assert.Equal(4, inbox.Count);
    }

    [Fact]
    public void Inbox_WhenItIsFull_RefusesEverybody()
    {
        var inbox = Open();
        foreach (var name in new[] { "a", "a", "b", "b", "c" })
        {
            Assert.Null(Post(inbox, name).Refused);
        }

        Assert.Equal(Refusal.Busy, Post(inbox, "d").Refused);
        Assert.Equal(5, inbox.Count);
    }

    [Fact]
    public void Accounts_WhenServed_TakeTurns()
    {
        var inbox = Open();
        foreach (var name in new[] { "a", "a", "a", "b", "c" })
        {
            Post(inbox, name);
        }

        var served = new List<string>();
        while (inbox.TryNext(out var account))
        {
            Assert.True(inbox.TryTake(account, out _));
            served.Add(account.Name);
        }

        Assert.Equal(["a", "b", "c", "a", "a"], served);
        Assert.Equal(0, inbox.Count);
    }

    [Fact]
    public void Inbox_WhenTheBytesOfAnAccountAreTaken_RefusesItAndTakesOthers()
    {
        var inbox = Open(_options with { InboxBytes = 40_000, InboxShareBytes = 20_000 });

        var hot = Enumerable.Range(0, 3).Select(_ => Post(inbox, "hot", facts: 50)).ToList();
        var calm = Post(inbox, "calm", facts: 50);

        Assert.Equal([null, null, Refusal.Busy], hot.Select(answer => answer.Refused));
        Assert.Contains("20000", hot[2].Message, StringComparison.Ordinal);
        Assert.Null(calm.Refused);
    }

    [Fact]
    public void Inbox_WhenItsBytesAreTaken_RefusesEverybodyUntilSomeAreTakenOut()
    {
        var inbox = Open(_options with { InboxBytes = 20_000, InboxShareBytes = 10_000 });
        Assert.Null(Post(inbox, "a", facts: 50).Refused);
        Assert.Null(Post(inbox, "b", facts: 50).Refused);

        Assert.Equal(Refusal.Busy, Post(inbox, "c", facts: 50).Refused);
        Assert.InRange(inbox.Bytes, 16_000, 20_000);

        Assert.True(inbox.TryNext(out var account));
        Assert.True(inbox.TryTake(account, out _));
        Assert.Null(Post(inbox, "c", facts: 50).Refused);
        while (inbox.TryNext(out account))
        {
            Assert.True(inbox.TryTake(account, out _));
        }

        Assert.Equal((0, 0L), (inbox.Count, inbox.Bytes));
    }

    /// <summary>A name that somebody writes as long as he likes counts as long as it is.</summary>
    [Fact]
    public void Request_WhichNoEmptyInboxHolds_IsRefusedForGood()
    {
        var inbox = Open(_options with { InboxBytes = 20_000, InboxShareBytes = 20_000 });

        Assert.Equal(Refusal.LimitReached, Post(inbox, "a", facts: 200).Refused);
        Assert.Equal(Refusal.LimitReached, Post(inbox, "a", facts: 1, nameLength: 20_000).Refused);
        Assert.Equal((0, 0L), (inbox.Count, inbox.Bytes));
    }

    [Fact]
    public void LargestFrame_ThatIsTaken_FitsIntoAnEmptyInbox()
    {
        var inbox = Open(new LiveOptions());

        Assert.Null(Post(inbox, "a", Limits.FactsPerFrame, nameLength: 128).Refused);
    }

    private AccountInbox Open(LiveOptions? options = null)
    {
        var inbox = new AccountInbox(options ?? _options, new LiveMeter(), new Bell());
        inbox.Close(Refusal.Busy, null);
        return inbox;
    }

    private static Answer<AccountAnswer> Post(AccountInbox inbox, string name)
    {
        var answer = new Answer<AccountAnswer>();
        inbox.Post(new TurnRequest(new AccountId(Street.Firm, name), LookAgain.Instance, answer));
        return answer;
    }

    private static Answer<AccountAnswer> Post(AccountInbox inbox, string name, int facts, int nameLength = 1)
    {
        var answer = new Answer<AccountAnswer>();
        var order = new OrderFact(new string('x', nameLength), Street.BtcPerpetual, OrderSide.Bid, new Quantity(1m), new Price(1m));
        var frame = new FeedFrame { Kind = FrameKind.Delta, Epoch = 1, Sequence = 1, SaidAt = World.Start, Facts = [.. Enumerable.Repeat(order, facts)] };
        inbox.Post(new TurnRequest(new AccountId(Street.Firm, name), new FeedInput(new VenueAccountId(Street.Deribit, name), [frame]), answer));
        return answer;
    }
}
