using MultiVenueMargin.Gateway.Tests.Doors;
using MultiVenueMargin.Gateway.Tests.Methods;

namespace MultiVenueMargin.Gateway.Tests.Streams;

/// <summary>An adapter's connection: frames up, what is durable down.</summary>
public sealed class FeedConnectionTests : IAsyncLifetime
{
    private readonly DoorStreet _street = new();

    public Task InitializeAsync() => _street.InitializeAsync();

    public Task DisposeAsync() => _street.DisposeAsync();

    [Fact]
    public async Task Batches_WhenSentWithoutWaiting_AreTakenInOrderAndAcknowledged()
    {
        const int Batches = 200;
        using var connection = _street.Door.Feeds.Connect();
        for (var sequence = 1; sequence <= Batches; sequence++)
        {
            await connection.RequestStream.WriteAsync(Batch(_street.Delta(1, sequence, Position(sequence))));
        }

        await connection.RequestStream.CompleteAsync();
        var answers = await connection.ResponseStream.AllAsync();

        Assert.Equal(Batches, answers.Count);
        Assert.All(answers, answer => Assert.Equal((1L, "", 0), (answer.Epoch, answer.BatchRefusal, answer.Refusals.Count)));
        Assert.Equal(Batches, answers[^1].Through);
        await _street.RestartAsync();
        var margin = await _street.Door.Accounts.GetAccountAsync(new V1.GetAccountRequest { Account = DoorStreet.Main });
        Assert.Equal(Batches, margin.Account.Feeds.Single(feed => feed.Feed == DoorStreet.Feed).Through);
    }

    [Fact]
    public async Task Frame_WhenOneIsMissing_IsRefusedAndASnapshotIsAskedFor()
    {
        using var connection = _street.Door.Feeds.Connect();
        await connection.RequestStream.WriteAsync(Batch(_street.Delta(1, 5, Position(2))));
        var gapped = await connection.ResponseStream.NextAsync();

        Assert.True(gapped.NeedsSnapshot);
        Assert.Equal("SEQUENCE_GAP", Assert.Single(gapped.Refusals).Reason);
        Assert.Equal(0, gapped.Through);
    }

    [Fact]
    public async Task Batch_WhenItIsBadOrOfNobody_IsRefusedAndTheConnectionGoesOn()
    {
        using var connection = _street.Door.Feeds.Connect();
        await connection.RequestStream.WriteAsync(Batch(_street.Delta(1, 1, new V1.FeedFact { Position = new V1.PositionFact { Instrument = "X", Quantity = "NaN" } })));
        var bad = await connection.ResponseStream.NextAsync();
        await connection.RequestStream.WriteAsync(new V1.ConnectRequest { Account = "ACME/none", Feed = DoorStreet.Feed, Frames = { _street.Delta(1, 1) } });
        var nobody = await connection.ResponseStream.NextAsync();
        await connection.RequestStream.WriteAsync(Batch(_street.Delta(1, 1, Position(3))));
        var good = await connection.ResponseStream.NextAsync();

        Assert.Equal(("MALFORMED", DoorStreet.Main), (bad.BatchRefusal, bad.Account));
        Assert.Contains("frames[0].facts[0].position.quantity", bad.Message, StringComparison.Ordinal);
        Assert.Equal("NO_SUCH_ACCOUNT", nobody.BatchRefusal);
        Assert.Equal((1L, ""), (good.Through, good.BatchRefusal));
    }

    [Fact]
    public async Task Feed_WhenAsked_SaysWhereItStands()
    {
        using var connection = _street.Door.Feeds.Connect();
        await connection.RequestStream.WriteAsync(Batch());
        var standing = await connection.ResponseStream.NextAsync();

        Assert.Equal((1L, 0L, false), (standing.Epoch, standing.Through, standing.NeedsSnapshot));
    }

    private static V1.FeedFact Position(int contracts) =>
        new() { Position = new V1.PositionFact { Instrument = "BTC-USDC-PERP", Quantity = contracts.ToString(), AverageEntry = "100000" } };

    private static V1.ConnectRequest Batch(params V1.FeedFrame[] frames) => new() { Account = DoorStreet.Main, Feed = DoorStreet.Feed, Frames = { frames } };
}
