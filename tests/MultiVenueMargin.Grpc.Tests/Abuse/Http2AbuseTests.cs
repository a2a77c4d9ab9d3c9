using System.Net.Sockets;
using System.Text;
using Grpc.Testing;
using MultiVenueMargin.Grpc.Server;
using MultiVenueMargin.Grpc.Tests.BothEnds;

namespace MultiVenueMargin.Grpc.Tests.Abuse;

/// <summary>
/// HTTP/2 spoken badly on purpose. Whatever comes on one connection: the process lives, what it keeps is bounded, and a client beside it
/// has all its calls answered.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class Http2AbuseTests
{
    private const string Upload = "/grpc.testing.TestService/StreamingInputCall";
    private const string Download = "/grpc.testing.TestService/StreamingOutputCall";
    private const string Unary = "/grpc.testing.TestService/UnaryCall";
    private const int EnhanceYourCalm = 0xB;
    private const long BytesPerIdleStream = 16 * 1024;
    private const long Bound = 64 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Short, so that a test need not wait long for what is given up after a while.
    private static readonly GrpcKestrelLimits Limits = new() { HeadersWithin = TimeSpan.FromSeconds(1), IdleConnection = TimeSpan.FromSeconds(2) };

    private readonly CountingService _service = new();

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0\u0001ü\u0003\u0003")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nno settings but words")]
    public Task Preface_WhenItIsBad_EndsTheConnection(string text) => Beside(server => Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
    {
        await using RawHttp2 raw = await RawHttp2.ConnectAsync(server.Address);
        await raw.SendAsync(Encoding.Latin1.GetBytes(text));
        await raw.ReadToEndAsync();
    })));

    [Fact]
    public Task Headers_WhenTheyAreTooLong_AreRefused() => Beside(async server =>
    {
        await using RawHttp2 raw = await RawHttp2.OpenAsync(server.Address);
        byte[] block = RawHttp2.Block(Upload, [.. Enumerable.Range(0, 64).Select(i => ($"x-{i}", new string('a', 16_000)))]);
        await SendUntilRefused(raw, Blocks(block));
        await raw.ReadToEndAsync();
        Assert.Equal(0, _service.Most);

        static IEnumerable<byte[]> Blocks(byte[] block)
        {
            foreach ((int i, byte[] part) in block.Chunk(16_000).Index())
            {
                yield return RawHttp2.Frame(i == 0 ? RawHttp2.Headers : RawHttp2.Continuation, 0, 1, part);
            }
        }
    });

    [Fact]
    public Task Headers_WhenThereAreTooMany_AreRefused() => Beside(async server =>
    {
        await using RawHttp2 raw = await RawHttp2.OpenAsync(server.Address);
        await raw.SendAsync(RawHttp2.Headers, RawHttp2.EndHeaders, 1, RawHttp2.Block(Upload, [.. Enumerable.Range(0, 200).Select(i => ($"x{i}", "1"))]));
        Assert.Null(await raw.ReadStatusAsync(1));
        Assert.Equal(0, _service.Most);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public Task Continuations_WithoutEnd_EndTheConnection(int size) => Beside(async server =>
    {
        await using RawHttp2 raw = await RawHttp2.OpenAsync(server.Address);
        byte[] part = RawHttp2.Frame(RawHttp2.Continuation, 0, 1, [.. Enumerable.Range(0, size / 4).SelectMany(_ => (byte[])[0, 1, (byte)'x', 0])]);
        byte[] many = [.. Enumerable.Repeat(part, 100).SelectMany(bytes => bytes)];
        await raw.SendAsync(RawHttp2.Headers, 0, 1, RawHttp2.Block(Upload));
        await SendUntilRefused(raw, Enumerable.Repeat(many, int.MaxValue));
        Assert.Equal(0, _service.Most);
    });

    [Fact]
    public Task Calls_WhenResetAtOnceAgainAndAgain_NeverRunInCrowds() => Beside(async server =>
    {
        const int rounds = 20_000;
        for (int connection = 0; connection < 3; connection++)
        {
            await using RawHttp2 raw = await RawHttp2.OpenAsync(server.Address);
            Task<int?> end = raw.ReadToEndAsync();
            byte[] block = RawHttp2.Block(Upload);
            bool refused = await SendUntilRefused(raw, Enumerable.Range(0, rounds).Select(i =>
                (byte[])[.. RawHttp2.Frame(RawHttp2.Headers, RawHttp2.EndHeaders, (2 * i) + 1, block), .. RawHttp2.Frame(RawHttp2.Reset, 0, (2 * i) + 1, [0, 0, 0, 8])]));
            if (refused)
            {
                Assert.True(await end is null or EnhanceYourCalm);
            }
        }

        await Until(() => _service.Running == 0);
        Assert.InRange(_service.Most, 0, 2 * 3 * Limits.MaxStreamsPerConnection);
    });

    [Fact]
    public Task Calls_BeyondTheLimitOfAConnection_AreRefused() => Beside(async server =>
    {
        await using RawHttp2 raw = await RawHttp2.OpenAsync(server.Address);
        for (int i = 0; i < Limits.MaxStreamsPerConnection + 50; i++)
        {
            await raw.CallAsync((2 * i) + 1, Upload);
        }

        int refused = 0;
        while (refused < 50 && await raw.ReadFrameAsync() is { } frame)
        {
            refused += frame is { Type: RawHttp2.Reset, Payload: [0, 0, 0, 7] } ? 1 : 0;
        }

        Assert.Equal(50, refused);
        Assert.InRange(_service.Most, 1, Limits.MaxStreamsPerConnection);
    });

    [Fact]
    public Task Streams_WhenTheirWindowStaysShut_WaitAndEndWithTheirConnection() => Beside(async server =>
    {
        // SETTINGS_INITIAL_WINDOW_SIZE
        await using (RawHttp2 raw = await RawHttp2.OpenAsync(server.Address, (4, 0)))
        {
            Task<int?> end = raw.ReadToEndAsync();
            for (int i = 0; i < Limits.MaxStreamsPerConnection; i++)
            {
                await raw.CallAsync((2 * i) + 1, Download);
                await raw.SendAsync(RawHttp2.Data, RawHttp2.EndStream, (2 * i) + 1, RawHttp2.Message([]));
            }

            await Until(() => _service.Running == Limits.MaxStreamsPerConnection);
        }

        await Until(() => _service.Running == 0);
    });

    [Fact]
    public Task Streams_WhenThousandsAreIdle_CostOthersNothing() => Beside(async server =>
    {
        int connections = FullRun.Or(100, 10);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var open = new List<RawHttp2>();
        for (int c = 0; c < connections; c++)
        {
            RawHttp2 raw = await RawHttp2.OpenAsync(server.Address);
            open.Add(raw);
            await raw.SendAsync(Enumerable.Range(0, 100).SelectMany(i => RawHttp2.Frame(RawHttp2.Headers, RawHttp2.EndHeaders, (2 * i) + 1, RawHttp2.Block(Upload))).ToArray());
        }

        await Until(() => _service.Running == connections * 100);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, connections * 100L * BytesPerIdleStream);
        foreach (RawHttp2 raw in open)
        {
            await raw.DisposeAsync();
        }

        await Until(() => _service.Running == 0);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(24)]
    [InlineData(40)]
    public Task Headers_WhenTheyNeverComeToAnEnd_AreGivenUp(int sent) => Beside(async server =>
    {
        await using RawHttp2 raw = await RawHttp2.ConnectAsync(server.Address);
        byte[] whole = [.. RawHttp2.Preface, .. RawHttp2.SettingsFrame(), .. RawHttp2.Frame(RawHttp2.Headers, 0, 1, RawHttp2.Block(Upload))];
        await raw.SendAsync(whole.AsMemory(0, sent == 40 ? whole.Length : sent));
        await raw.ReadToEndAsync();
        Assert.Equal(0, _service.Most);
    });

    [Fact]
    public Task Pings_WhoseAnswersNobodyReads_StayBounded() => Beside(async server =>
    {
        await using RawHttp2 raw = await RawHttp2.OpenAsync(server.Address);
        byte[] many = [.. Enumerable.Repeat(RawHttp2.Frame(RawHttp2.Ping, 0, 0, new byte[8]), 1000).SelectMany(bytes => bytes)];
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        try
        {
            for (int i = 0; i < 2_000; i++)
            {
                await raw.SendAsync(many).WaitAsync(enough.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Either is sound: the connection is closed, or no more is taken while nothing is read.
        }
    });

    [Fact]
    public Task Request_WhoseBodyNeverComes_IsGivenUp() => Beside(async server =>
    {
        await using RawHttp2 raw = await RawHttp2.OpenAsync(server.Address);
        await raw.CallAsync(1, Unary);
        await raw.SendAsync(RawHttp2.Data, 0, 1, [0, 0, 0]);
        // Kestrel gives a body five seconds, and then a least rate.
        Assert.Null(await raw.ReadStatusAsync(1));
    });

    [Fact]
    public async Task Call_WhenSpokenByHand_IsAnswered()
    {
        // What the others rest on: this way of speaking is understood when nothing is wrong.
        await using TestServer server = await TestServer.StartAsync(TestService.BindService(_service));
        await using RawHttp2 raw = await RawHttp2.OpenAsync(server.Address);
        await raw.CallAsync(1, Unary);
        await raw.SendAsync(RawHttp2.Data, RawHttp2.EndStream, 1, RawHttp2.Message([]));

        Assert.Equal("0", await raw.ReadStatusAsync(1));
    }

    private async Task Beside(Func<TestServer, Task> abuse)
    {
        await using TestServer server = await TestServer.StartAsync(TestService.BindService(_service), limits: Limits);
        var client = new TestService.TestServiceClient(server.Client());
        await client.UnaryCallAsync(new SimpleRequest());
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await using (var bystander = new Bystander(server.Client()))
        {
            await abuse(server).WaitAsync(2 * Patience);
            long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
            Assert.InRange(await bystander.EndAsync(), 1, int.MaxValue);
            Assert.InRange(kept, long.MinValue, Bound);
        }

        await client.UnaryCallAsync(new SimpleRequest(), deadline: DateTime.UtcNow.AddSeconds(60));
        // Kestrel may complain of the abuse; that our code does would be a mistake of ours.
        Assert.DoesNotContain(server.Errors.Errors, line => line.StartsWith("MultiVenueMargin", StringComparison.Ordinal));
    }

    private static async Task<bool> SendUntilRefused(RawHttp2 raw, IEnumerable<byte[]> frames)
    {
        try
        {
            foreach (byte[] frame in frames)
            {
                await raw.SendAsync(frame);
            }

            return false;
        }
        catch (IOException exception) when (exception.InnerException is SocketException)
        {
            return true;
        }
    }

    private static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
