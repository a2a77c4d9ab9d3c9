using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
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

    private AccountInbox Open()
    {
        var inbox = new AccountInbox(_options, new LiveMeter(), new Bell());
        inbox.Close(Refusal.Busy, null);
        return inbox;
    }

    private static Answer<AccountAnswer> Post(AccountInbox inbox, string name)
    {
        var answer = new Answer<AccountAnswer>();
        inbox.Post(new TurnRequest(new AccountId(Street.Firm, name), LookAgain.Instance, answer));
        return answer;
    }
}
