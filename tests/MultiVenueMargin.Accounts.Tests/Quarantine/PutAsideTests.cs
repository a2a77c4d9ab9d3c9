using MultiVenueMargin.Accounts.Quarantine;
using MultiVenueMargin.Domain;
using static MultiVenueMargin.Accounts.Tests.Frames;

namespace MultiVenueMargin.Accounts.Tests.Quarantine;

public sealed class PutAsideTests
{
    private static readonly Exception Fault = new InvalidOperationException("a bug");

    [Fact]
    public void Feed_WhenPutAside_IsNamedWithADigestOfItsFrames()
    {
        var one = TraceOf(new FeedInput(Client.Deribit, [Delta(2, 5, Holds("BTC", 1m)), Delta(2, 6)]));
        var same = TraceOf(new FeedInput(Client.Deribit, [Delta(2, 5, Holds("BTC", 1m)), Delta(2, 6)]));
        var other = TraceOf(new FeedInput(Client.Deribit, [Delta(2, 5, Holds("BTC", 1.1m)), Delta(2, 6)]));

        Assert.Equal(($"feed {Client.Deribit} epoch 2 sequence 5", nameof(InvalidOperationException), 3), (one.Input, one.Fault, one.Attempts));
        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
        Assert.Equal(32, one.Digest.Length);
    }

    [Fact]
    public void Command_WhenPutAside_IsNamedByItsRequest()
    {
        var trace = TraceOf(new CommandInput(new OpenPool(new PoolId("basis"), "trades") { Account = Client.Id, Request = new RequestId("r-1"), By = Client.Alice }));
        Assert.Equal(("command r-1", 32), (trace.Input, trace.Digest.Length));
    }

    [Fact]
    public void Input_WhichCannotBeRead_IsNamedWithoutADigest()
    {
        var trace = TraceOf(new FeedInput(Client.Deribit, null!));
        Assert.Equal(($"feed {Client.Deribit}", 0), (trace.Input, trace.Digest.Length));
    }

    [Fact]
    public void Account_WithATrace_IsRemadeFromItsRecordsAndItsBytes()
    {
        var client = Client.With(Client.Deribit);
        client.Send(Snapshot(1, 0));
        Assert.False(client.Account.HasQuarantined);
        client.Take(PutAside.Of(new FeedInput(Client.Deribit, [Delta(1, 1)]), Fault, 3));

        Assert.True(client.Account.HasQuarantined);
        Assert.Contains(client.Account.Notices(client.Now), notice => notice.EndsWith($"the last: feed {Client.Deribit} epoch 1 sequence 1", StringComparison.Ordinal));
        StateBytes.AssertRemade(client);
    }

    private static InputQuarantined TraceOf(AccountInput input) => PutAside.Of(input, Fault, 3).Trace;
}
