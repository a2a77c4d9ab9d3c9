using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using MultiVenueMargin.Client;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Testing;
using Status = MultiVenueMargin.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace MultiVenueMargin.Cli.Tests.Running;

/// <summary>A real process that is ended while callers are at its door.</summary>
public sealed class UpProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly List<ChannelBase> _channels = [];

    private string Data => _folder.PathOf("data");

    public void Dispose()
    {
        _channels.ForEach(channel => (channel as IDisposable)?.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public async Task Process_WhenTerminatedUnderCalls_LosesNothingThatItAcknowledgedAndStreamsGoOnAfterItsRestart()
    {
        var settings = _folder.Write("settings.json", """{ "schema": "mvm-settings/1", "door": { "calls_within": "1s" } }""");
        var acknowledged = new ConcurrentBag<string>();
        var seen = new List<(string Stream, long Version)>();
        var cursor = "";
        using (var first = await UpProcess.StartAsync(Data, "--settings", settings))
        {
            var calls = NewChannel(first.Door);
            var health = new Health.V1.Health.HealthClient(calls);
            Assert.Equal(Status.Serving, (await health.CheckAsync(new Health.V1.HealthCheckRequest())).Status);
            using var watch = health.Watch(new Health.V1.HealthCheckRequest());
            Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience));
            await using var client = MarginClient.Open(first.Door, Options());
            var writers = Enumerable.Range(0, 8).Select(writer => WriteAsync(client, writer, acknowledged)).ToList();
            using var stream = new V1.AuditService.AuditServiceClient(calls).ReadJournal(new V1.ReadJournalRequest { Follow = true });
            var reading = ReadAsync(stream, seen, next => cursor = next);
            await UntilAsync(() => acknowledged.Count > 200 && cursor.Length > 0);

            first.Terminate();

            Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience));
            Assert.Equal(Status.NotServing, watch.ResponseStream.Current.Status);
            Assert.Equal(StatusCode.Unavailable, (await reading.WaitAsync(Patience)).StatusCode);
            await Task.WhenAll(writers).WaitAsync(Patience);
            Assert.Equal((ExitCode.Sound, string.Empty), await first.EndAsync());
            Assert.Contains("Ended and sealed", first.Said, StringComparison.Ordinal);
        }

        using var second = await UpProcess.StartAsync(Data);
        await using var again = MarginClient.Open(second.Door, Options());
        var there = await InstitutionsAsync(again);
        Assert.DoesNotContain(acknowledged, institution => !there.Contains(institution));
        await again.Institutions.RegisterInstitutionAsync(new V1.RegisterInstitutionRequest { RequestId = "later", Institution = "LATER", DisplayName = "Later" });

        // What the cursor covered before and what comes after it is all that there is, each once.
        var all = new List<(string, long)>();
        var rest = new List<(string, long)>();
        await foreach (var message in again.ReadJournalAsync(new V1.ReadJournalRequest()))
        {
            Note(message, all);
        }

        await foreach (var message in again.ReadJournalAsync(new V1.ReadJournalRequest { Cursor = cursor }))
        {
            Note(message, rest);
        }

        Assert.NotEmpty(seen);
        Assert.NotEmpty(rest);
        Assert.Equal(all.Order(), seen.Concat(rest).Order());
        second.Terminate();
        Assert.Equal((ExitCode.Sound, string.Empty), await second.EndAsync());
    }

    [Fact]
    public async Task Process_WhenTerminatedTwice_EndsAtOnceAndRecovers()
    {
        var settings = _folder.Write("settings.json", """{ "schema": "mvm-settings/1", "drain_within": "10m", "door": { "calls_within": "5m" } }""");
        using (var first = await UpProcess.StartAsync(Data, "--settings", settings))
        {
            await using var client = MarginClient.Open(first.Door, Options());
            await client.Institutions.RegisterInstitutionAsync(new V1.RegisterInstitutionRequest { RequestId = "one", Institution = "ACME", DisplayName = "Acme" });
            using var stream = new V1.AuditService.AuditServiceClient(NewChannel(first.Door)).ReadJournal(new V1.ReadJournalRequest { Follow = true });
            Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience));

            // The stream holds the first one up for minutes.
            first.Terminate();
            await first.UntilSaidAsync("Ending: no new calls, 300 s for those that run");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyAsync(first));
            first.Terminate();

            var (code, _) = await first.EndAsync();
            Assert.Equal(128 + 15, code);
            Assert.DoesNotContain("Ended and sealed", first.Said, StringComparison.Ordinal);
        }

        using var second = await UpProcess.StartAsync(Data);
        await using var again = MarginClient.Open(second.Door, Options());
        Assert.Contains("ACME", await InstitutionsAsync(again));
    }

    /// <summary>Its street is there to be played with from outside.</summary>
    [Fact]
    public async Task Demo_WhenCalledFromOutside_AnswersAndGoesOn()
    {
        using var demo = await UpProcess.StartAsync(Data, "--demo");
        var (door, health) = (demo.Door.GetLeftPart(UriPartial.Authority), demo.Health.GetLeftPart(UriPartial.Authority));
        await demo.UntilSaidAsync($"curl {health}/readyz");
        Assert.Contains($"mvm margin get SOUTH/alpha --at {door}", demo.Said, StringComparison.Ordinal);
        Assert.Contains("DEVELOPMENT MODE", demo.Said, StringComparison.Ordinal);
        await demo.UntilSaidAsync("SOUTH/alpha cross: Unknown to Healthy");
        await using var client = MarginClient.Open(demo.Door, Options());

        // What it says to try can be copied as it stands.
        var tries = demo.Said.Split('\n').Where(line => line.StartsWith("  mvm ", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[1..]).ToList();
        Assert.NotEmpty(tries);
        foreach (var words in tries)
        {
            var run = CommandRun.Of(words.Contains("watch") ? [.. words, "--for", "1"] : words);
            Assert.Equal(string.Empty, run.Errors);
            Assert.Contains(run.ExitCode, new[] { ExitCode.Sound, ExitCode.Called, ExitCode.Unknown, ExitCode.DoesNotPass });
        }

        var whatIf = await client.Margin.WhatIfAsync(new V1.WhatIfRequest
        {
            Account = "SOUTH/alpha",
            Shocks = { new V1.Shock { Factor = new V1.Factor { PriceOf = "ETH" }, Move = "-0.1" } },
        });
        Assert.NotEqual(whatIf.Before.Pools[0].Figures.WorstEquity, whatIf.After.Pools[0].Figures.WorstEquity);
        var created = await client.Accounts.CreateAccountAsync(new V1.CreateAccountRequest { RequestId = "mine", Account = "NORTH/mine" });
        Assert.True(created.Change.Version > 0);
        Assert.Contains((await client.Accounts.ListAccountsAsync(new V1.ListAccountsRequest())).Accounts, account => account.Account == "NORTH/mine");

        // An account of the street is closed under it, or is not to be closed: either way the street goes on.
        await Assert.ThrowsAsync<DoorRefusedException>(
            () => client.Accounts.CloseAccountAsync(new V1.CloseAccountRequest { RequestId = "close", Account = "SOUTH/alpha" }).ResponseAsync);
        await demo.UntilSaidAsync("accounts 7");
        demo.Terminate();
        Assert.Equal((ExitCode.Sound, string.Empty), await demo.EndAsync());
    }

    private static async Task WriteAsync(MarginClient client, int writer, ConcurrentBag<string> acknowledged)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                var institution = $"W{writer}-{i}";
                await client.Institutions.RegisterInstitutionAsync(
                    new V1.RegisterInstitutionRequest { RequestId = institution, Institution = institution, DisplayName = institution });
                acknowledged.Add(institution);
            }
        }
        catch (DoorException)
        {
            // It is ending, and nothing was acknowledged.
        }
    }

    private static async Task<RpcException> ReadAsync(
        AsyncServerStreamingCall<V1.ReadJournalResponse> stream, List<(string Stream, long Version)> seen, Action<string> at)
    {
        var sinceCursor = new List<(string, long)>();
        return await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await stream.ResponseStream.MoveNext(CancellationToken.None))
            {
                Note(stream.ResponseStream.Current, sinceCursor);
                if (stream.ResponseStream.Current.Cursor is { Length: > 0 } cursor)
                {
                    seen.AddRange(sinceCursor);
                    sinceCursor.Clear();
                    at(cursor);
                }
            }
        });
    }

    private static void Note(V1.ReadJournalResponse message, List<(string, long)> records)
    {
        if (message.Record is { } record)
        {
            records.Add((record.Stream, record.Version));
        }
    }

    private static async Task<HashSet<string>> InstitutionsAsync(MarginClient client)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var token = "";
        do
        {
            var page = await client.Institutions.ListInstitutionsAsync(new V1.ListInstitutionsRequest { PageSize = 1_000, PageToken = token });
            found.UnionWith(page.Institutions.Select(institution => institution.Institution_));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        return found;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    private static async Task<HttpStatusCode> ReadyAsync(UpProcess process)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(process.Health, "readyz"));
        return answer.StatusCode;
    }

    // One attempt: what is not known to be done is not counted.
    private static MarginClientOptions Options() => new() { Clock = TimeProvider.System, JitterSeed = 7, Attempts = 1 };

    private CallInvoker NewChannel(Uri door)
    {
        var channel = DoorChannel.Open(door, Options());
        _channels.Add(channel);
        return channel.CreateCallInvoker();
    }
}
