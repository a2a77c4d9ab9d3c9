using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Client;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Host.Serving;
using MultiVenueMargin.Testing;
using Status = MultiVenueMargin.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace MultiVenueMargin.Host.Tests.Serving;

/// <summary>A real platform on a folder with its door and health on free ports, from its first moment to its last.</summary>
public sealed class ServedHostTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly ToldErrors _errors = new();
    private readonly List<ChannelBase> _channels = [];

    public void Dispose()
    {
        _channels.ForEach(channel => (channel as IDisposable)?.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public async Task Host_FromItsFirstMomentToItsLast_SaysHowItIs()
    {
        await using var host = await ServedHost.BeginAsync(Options(), _errors, CancellationToken.None);

        Assert.Equal((HttpStatusCode.OK, "alive"), await LiveAsync(host));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "starting: the journal is read and checked"), await ReadyAsync(host));
        Assert.Null(host.Door);

        await StartAsync(host);
        Assert.Equal((HttpStatusCode.OK, "alive"), await LiveAsync(host));
        Assert.Equal((HttpStatusCode.OK, "ready"), await ReadyAsync(host));
        Assert.Equal(Status.Serving, (await HealthOf(host).CheckAsync(new Health.V1.HealthCheckRequest())).Status);

        host.BeginDraining();
        Assert.Equal((HttpStatusCode.OK, "alive"), await LiveAsync(host));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "draining"), await ReadyAsync(host));
        // To the last also over connections that are made only now.
        Assert.Equal(Status.NotServing, (await HealthOf(host).CheckAsync(new Health.V1.HealthCheckRequest())).Status);

        await host.DrainAsync(CancellationToken.None);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "draining"), await ReadyAsync(host));
        Assert.Equal(StatusCode.Unavailable, await EndOfAsync(HealthOf(host).CheckAsync(new Health.V1.HealthCheckRequest()).ResponseAsync));
        Assert.Empty(_errors.Lines);
    }

    [Fact]
    public async Task Door_WhileThePlatformRecovers_TurnsCallersAwayAtOnce()
    {
        var port = FreePort();
        await using var host = await ServedHost.BeginAsync(
            Options() with { Serving = Options().Serving with { Door = new IPEndPoint(IPAddress.Loopback, port) } }, _errors, CancellationToken.None);

        Assert.Equal(StatusCode.Unavailable, await EndOfAsync(HealthOf(new Uri($"http://127.0.0.1:{port}")).CheckAsync(new Health.V1.HealthCheckRequest()).ResponseAsync));

        await StartAsync(host);
        Assert.Equal(new Uri($"http://127.0.0.1:{port}"), host.Door);
    }

    [Fact]
    public async Task Draining_WithAStreamThatRuns_TellsWatchersRefusesCallsAndCutsTheStreamLast()
    {
        var options = Options();
        await using var host = await ServedHost.BeginAsync(options with { Serving = options.Serving with { CallsWithin = TimeSpan.FromSeconds(6) } }, _errors, CancellationToken.None);
        await StartAsync(host);
        var calls = NewChannel(host.Door!);
        using var watch = new Health.V1.Health.HealthClient(calls).Watch(new Health.V1.HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience));
        using var stream = new V1.AuditService.AuditServiceClient(calls).ReadJournal(new V1.ReadJournalRequest { Follow = true });
        await UntilItFollowsAsync(stream);

        var drained = host.DrainAsync(CancellationToken.None);

        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience));
        Assert.Equal(Status.NotServing, watch.ResponseStream.Current.Status);
        Assert.Equal(StatusCode.Unavailable, await EndOfAsync(watch.ResponseStream.MoveNext(CancellationToken.None)));
        var refused = await Assert.ThrowsAsync<RpcException>(
            async () => await new V1.AccountService.AccountServiceClient(calls).ListAccountsAsync(new V1.ListAccountsRequest()).ResponseAsync.WaitAsync(Patience));
        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
        var end = EndOfAsync(ToTheEndAsync(stream));
        Assert.Equal(StatusCode.Unavailable, await end);
        await drained;
    }

    /// <summary>Nobody is there, so nobody is waited for.</summary>
    [Fact]
    public async Task Draining_WithoutAnyCall_DoesNotWait()
    {
        var options = Options();
        await using var host = await ServedHost.BeginAsync(options with { Serving = options.Serving with { CallsWithin = TimeSpan.FromDays(1) } }, _errors, CancellationToken.None);
        await StartAsync(host);

        await host.DrainAsync(CancellationToken.None).WaitAsync(Patience);
    }

    /// <summary>What was written for it and never taken would else keep its connection open, and with it the platform from coming to its end.</summary>
    [Fact]
    public async Task Draining_WithAReaderThatTakesNothing_ComesToItsEnd()
    {
        var options = Options();
        await using var host = await ServedHost.BeginAsync(options with { Serving = options.Serving with { CallsWithin = TimeSpan.FromSeconds(1) } }, _errors, CancellationToken.None);
        var platform = await StartAsync(host);
        // More than any window holds.
        var name = new string('x', 100);
        await Task.WhenAll(Enumerable.Range(0, 3_000).Select(each => platform.Engine.SendAsync(
            new RegisterInstitution(new InstitutionId($"I{each}"), name) { Request = new RequestId($"r{each}"), By = new PrincipalId("test") }, CancellationToken.None).AsTask()));
        using var stream = new V1.AuditService.AuditServiceClient(NewChannel(host.Door!)).ReadJournal(new V1.ReadJournalRequest { Follow = true });
        Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience));

        await host.DrainAsync(CancellationToken.None).WaitAsync(Patience);

        // It had far from all of it.
        var taken = 0;
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await stream.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience))
            {
                taken++;
            }
        });
        Assert.InRange(taken, 0, 1_500);
    }

    [Fact]
    public async Task Loop_WhenItDies_MakesTheHostNeitherAliveNorReady()
    {
        var clock = new BreakingClock("shard 0");
        await using var host = await ServedHost.BeginAsync(Options() with { Time = clock }, _errors, CancellationToken.None);
        var platform = await StartAsync(host);
        Assert.Equal((HttpStatusCode.OK, "alive"), await LiveAsync(host));

        clock.IsBroken = true;
        await platform.Engine.Failure.Happened.WaitAsync(Patience);

        foreach (var path in new[] { "/healthz", "/readyz" })
        {
            var (code, text) = await Asked.Async(host.Health, path);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
            Assert.Contains("its loop 'shard 0' threw", text, StringComparison.Ordinal);
        }

        Assert.Equal(Status.NotServing, (await HealthOf(host).CheckAsync(new Health.V1.HealthCheckRequest())).Status);
    }

    [Theory]
    [InlineData("door.listen")]
    [InlineData("health.listen")]
    public async Task Port_WhenItIsTaken_IsFoundBeforeAnythingElseIsDone(string setting)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = (IPEndPoint)other.LocalEndpoint;
        var serving = setting == "door.listen" ? Options().Serving with { Door = taken } : Options().Serving with { Health = taken };

        var refusal = await Assert.ThrowsAsync<AddressUnavailableException>(
            () => ServedHost.BeginAsync(Options() with { Serving = serving }, _errors, CancellationToken.None));

        Assert.Contains($"{setting}: port {taken.Port} of 127.0.0.1 is taken", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(setting, refusal.Setting);
        Assert.False(Directory.Exists(_folder.PathOf("data")));
    }

    [Fact]
    public async Task Host_WithoutDoorAndHealth_ListensNowhereAndEndsInOrder()
    {
        await using var host = await ServedHost.BeginAsync(
            new HostOptions { Serving = new ServingOptions { Door = null, Health = null } }, _errors, CancellationToken.None);
        await StartAsync(host);

        Assert.Equal((null, null), (host.Door, host.Health));
        await host.DrainAsync(CancellationToken.None).WaitAsync(Patience);
    }

    [Fact]
    public async Task Health_WithoutADoor_IsReadyWithThePlatform()
    {
        await using var host = await ServedHost.BeginAsync(Options() with { Serving = Options().Serving with { Door = null } }, _errors, CancellationToken.None);
        await StartAsync(host);

        Assert.Equal((HttpStatusCode.OK, "ready"), await ReadyAsync(host));
    }

    private static HostOptions Options()
    {
        var any = new IPEndPoint(IPAddress.Loopback, 0);
        return new HostOptions { Serving = new ServingOptions { Door = any, Health = any } };
    }

    private static async Task<(HttpStatusCode Code, string Text)> LiveAsync(ServedHost host) => await Asked.Async(host.Health, "/healthz") is var asked ? (asked.Code, asked.Text) : default;

    private static async Task<(HttpStatusCode Code, string Text)> ReadyAsync(ServedHost host) => await Asked.Async(host.Health, "/readyz") is var asked ? (asked.Code, asked.Text) : default;

    private static async Task<StatusCode> EndOfAsync(Task call) => (await Assert.ThrowsAsync<RpcException>(() => call.WaitAsync(Patience))).StatusCode;

    private static async Task UntilItFollowsAsync(AsyncServerStreamingCall<V1.ReadJournalResponse> stream)
    {
        while (await stream.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience))
        {
            if (stream.ResponseStream.Current.Progress is not null)
            {
                return;
            }
        }

        Assert.Fail("The stream has ended.");
    }

    private static async Task ToTheEndAsync(AsyncServerStreamingCall<V1.ReadJournalResponse> stream)
    {
        while (await stream.ResponseStream.MoveNext(CancellationToken.None))
        {
            // It says that it is there.
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private Task<PlatformHost> StartAsync(ServedHost host) => host.StartAsync(new DataFolder(_folder.PathOf("data")), CancellationToken.None);

    private Health.V1.Health.HealthClient HealthOf(ServedHost host) => HealthOf(host.Door!);

    private Health.V1.Health.HealthClient HealthOf(Uri door) => new(NewChannel(door));

    private CallInvoker NewChannel(Uri door)
    {
        var channel = DoorChannel.Open(door, new MarginClientOptions { Clock = TimeProvider.System, JitterSeed = 7 });
        _channels.Add(channel);
        return channel.CreateCallInvoker();
    }

    /// <summary>The real clock, until it is broken; then it throws on one thread.</summary>
    private sealed class BreakingClock(string thread) : TimeProvider
    {
        private volatile bool _isBroken;

        public bool IsBroken
        {
            set => _isBroken = value;
        }

        public override long GetTimestamp() =>
            _isBroken && Thread.CurrentThread.Name == thread ? throw new InvalidOperationException("the clock is broken") : System.GetTimestamp();
    }
}
