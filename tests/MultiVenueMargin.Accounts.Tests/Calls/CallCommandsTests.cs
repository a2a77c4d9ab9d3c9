using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Tests.Workflows;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Tests.Calls;

/// <summary>What people may do to a margin call, and each refusal by name.</summary>
public sealed class CallCommandsTests
{
    private readonly MarginBench _bench = new() { Plan = MarginBench.Nothing };

    [Fact]
    public void Acknowledge_WhenOpen_IsRecordedOnce()
    {
        var call = Issue();

        Assert.Null(Send(new AcknowledgeCall(call) { Account = MarginBench.Id, Request = new("1"), By = MarginBench.Alice }));

        Assert.True(_bench.Account.Calls.Find(call)!.View.IsAcknowledged);
        Assert.Equal(Refusal.WrongState, Send(new AcknowledgeCall(call) { Account = MarginBench.Id, Request = new("2"), By = MarginBench.Alice })!.Reason);
    }

    [Fact]
    public void Dispute_WhenOpen_IsShownAndTheDeadlineRunsOn()
    {
        var call = Issue();
        var deadline = _bench.Account.Calls.Find(call)!.Deadline;

        Assert.Null(Send(Disputing(call, "your mark is off", 0m)));

        Assert.Equal(("your mark is off", deadline), (_bench.Account.Calls.Find(call)!.View.Dispute, _bench.Account.Calls.Find(call)!.Deadline));
        Assert.Single(_bench.Pass(TimeSpan.FromHours(2)).Look().OfType<CallExpired>());
        Assert.Null(Send(Disputing(call, "still", null)));
    }

    [Theory]
    [InlineData("", null, "Reason")]
    [InlineData("two\nlines", null, "Reason")]
    [InlineData("fine", -1.0, "OwnFigure")]
    public void Dispute_WhenMalformed_IsRefused(string reason, double? figure, string field)
    {
        var refused = Send(Disputing(Issue(), reason, (decimal?)figure))!;

        Assert.Equal((Refusal.Malformed, field), (refused.Reason, refused.Field));
    }

    [Fact]
    public void Dispute_WhenTheReasonIsNoText_IsRefused()
    {
        var call = Issue();

        foreach (var reason in new[] { "half \ud800", "\udc00 the other half", new string('x', Limits.ReasonLength + 1) })
        {
            Assert.Equal(Refusal.Malformed, Send(Disputing(call, reason, null))!.Reason);
        }

        Assert.Null(Send(Disputing(call, "a whole one: \ud83d\ude00", null)));
    }

    [Fact]
    public void Command_WhenTheCallIsUnknown_IsRefused() =>
        Assert.Equal(Refusal.NotFound, Send(Disputing(new DecisionId(MarginBench.Id, 99, 0), "which", null))!.Reason);

    [Fact]
    public void Command_WhenTheCallHasEnded_IsRefused()
    {
        var call = Issue();
        var withdraw = new WithdrawCall(call, "settled by phone") { Account = MarginBench.Id, Request = new("1"), By = MarginBench.Bob };
        Assert.Null(Send(withdraw));

        Assert.Equal(CallOutcome.Withdrawn, _bench.Account.Calls.Find(call)!.Outcome);
        Assert.Equal(MarginBench.Bob, ((CallEnded)_bench.LastTurn.Records[0]).By);
        Assert.Equal(Refusal.WrongState, Send(withdraw)!.Reason);
        Assert.Equal(Refusal.WrongState, Send(Disputing(call, "late", null))!.Reason);
        Assert.Equal(Refusal.WrongState, Send(new AcknowledgeCall(call) { Account = MarginBench.Id, Request = new("2"), By = MarginBench.Alice })!.Reason);
    }

    private static DisputeCall Disputing(DecisionId call, string reason, decimal? figure) =>
        new(call, reason, figure is { } amount ? new Usd(amount) : null) { Account = MarginBench.Id, Request = new("d"), By = MarginBench.Alice };

    private DecisionId Issue()
    {
        _bench.At(85_000m).Look();
        return _bench.Account.Calls.FindOpen(PoolId.Cross)!.Id;
    }

    private CommandRefused? Send(AccountCommand command) => _bench.Do(turn => CallCommands.Take(turn, command));
}
