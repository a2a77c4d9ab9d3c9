using Grpc.Core;
using Microsoft.Extensions.Logging;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Gateway.Tests.Doors;
using MultiVenueMargin.Gateway.Tests.Methods;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Gateway.Tests.Streams;

/// <summary>How calls end that do not end by themselves: slow readers, deadlines, cancellation, faults of ours, too much at once.</summary>
public sealed class EndingsTests : IAsyncLifetime
{
    private readonly DoorStreet _street = new()
    {
        Limits = new DoorLimits
        {
            ProgressEvery = TimeSpan.FromMilliseconds(100),
            WriteWithin = TimeSpan.FromMilliseconds(300),
            EvaluationsAtOnce = 1,
            BatchesUnderWay = 2,
        },
    };

    public Task InitializeAsync() => _street.InitializeAsync();

    public Task DisposeAsync() => _street.DisposeAsync();

    [Fact]
    public async Task Reader_WhenItTakesNothing_IsCutAndGoesOnFromTheCursorThatItIsTold()
    {
        // Several times what a window and the buffers on the way can hold, however they are cut on this machine.
        const int Records = 250;
        for (var i = 0; i < Records; i++)
        {
            await _street.Street.DoneAsync(new Accounts.OpenPool(new Domain.PoolId($"pool-{i}"), new string('世', 500))
            {
                Account = Street.Main,
                Request = _street.Street.NextRequest(),
                By = Street.Client,
            });
        }

        using var slow = _street.Door.Audit.ReadJournal(new V1.ReadJournalRequest());
        await slow.ResponseStream.NextAsync();
        await UntilAsync(() => _street.Door.Logs.Lines.Any(line => line.Text.Contains("took nothing", StringComparison.Ordinal)));
        List<V1.ReadJournalResponse> seen = [slow.ResponseStream.Current];
        var cut = await Refused.ByAsync(async () =>
        {
            while (true)
            {
                seen.Add(await slow.ResponseStream.NextAsync());
            }
        });

        Assert.Equal((StatusCode.ResourceExhausted, "SLOW_CONSUMER"), (cut.Code, cut.Reason));
        var rest = await _street.Door.Audit.ReadJournal(new V1.ReadJournalRequest { Cursor = cut.Info!.Metadata["cursor"] }).ResponseStream.AllAsync();
        var all = await _street.Door.Audit.ReadJournal(new V1.ReadJournalRequest()).ResponseStream.AllAsync();
        Assert.Equal(
            Names(all).Order(StringComparer.Ordinal),
            Names(seen).Union(Names(rest)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Stream_WhenItsDeadlinePasses_EndsAsThat()
    {
        using var watch = _street.Door.Margins.WatchMargin(new V1.WatchMarginRequest(), deadline: DateTime.UtcNow.AddMilliseconds(700));

        var refused = await Refused.ByAsync(() => watch.ResponseStream.AllAsync());

        Assert.Equal(StatusCode.DeadlineExceeded, refused.Code);
    }

    [Fact]
    public async Task Streams_WhenCancelled_EndAndLeaveNoFaultBehind()
    {
        for (var i = 0; i < 20; i++)
        {
            using var cancellation = new CancellationTokenSource();
            using var watch = _street.Door.Calls.WatchMarginCalls(new V1.WatchMarginCallsRequest(), cancellationToken: cancellation.Token);
            using var feed = _street.Door.Feeds.Connect(cancellationToken: cancellation.Token);
            await feed.RequestStream.WriteAsync(new V1.ConnectRequest { Account = DoorStreet.Main, Feed = DoorStreet.Feed });
            await watch.ResponseStream.NextAsync();
            await cancellation.CancelAsync();
            Assert.Equal(StatusCode.Cancelled, (await Refused.ByAsync(() => watch.ResponseStream.AllAsync())).Code);
        }

        await _street.Door.Accounts.GetAccountAsync(new V1.GetAccountRequest { Account = DoorStreet.Main });
        Assert.DoesNotContain(_street.Door.Logs.Lines, line => line.Level == LogLevel.Error);
    }

    [Fact]
    public async Task Fault_WhenItIsOurs_IsToldToTheOperatorAndNotToTheCaller()
    {
        _street.Door.Needs.Fault = new InvalidOperationException("a secret");

        foreach (var call in new Func<Task>[]
        {
            () => _street.Door.Margins.GetMarginAsync(new V1.GetMarginRequest { Account = DoorStreet.Main }).ResponseAsync,
            () => _street.Door.Calls.WatchMarginCalls(new V1.WatchMarginCallsRequest { Account = DoorStreet.Main }).FirstAsync(),
            async () =>
            {
                using var feed = _street.Door.Feeds.Connect();
                await feed.RequestStream.WriteAsync(new V1.ConnectRequest { Account = DoorStreet.Main, Feed = DoorStreet.Feed });
                await feed.ResponseStream.NextAsync();
            },
        })
        {
            var refused = await Refused.ByAsync(call);
            Assert.Equal((StatusCode.Unknown, "The call failed.", null), (refused.Code, refused.Message, refused.Info));
        }

        Assert.Equal(3, _street.Door.Logs.Lines.Count(line => line.Level == LogLevel.Error && line.Exception?.Message == "a secret"));
    }

    [Fact]
    public async Task Account_WhenNobodyMaySeeIt_AnswersAsOneThatIsNot()
    {
        _street.Door.Needs.RefusesAll = true;
        var hidden = await Refused.ByAsync(() => _street.Door.Margins.GetMarginAsync(new V1.GetMarginRequest { Account = DoorStreet.Main }).ResponseAsync);
        var listed = await _street.Door.Accounts.ListAccountsAsync(new V1.ListAccountsRequest());
        var rules = await Refused.ByAsync(() => _street.Door.Rules.ListRuleSetsAsync(new V1.ListRuleSetsRequest()).ResponseAsync);
        _street.Door.Needs.RefusesAll = false;
        var missing = await Refused.ByAsync(() => _street.Door.Margins.GetMarginAsync(new V1.GetMarginRequest { Account = "ACME/gone" }).ResponseAsync);

        Assert.Equal((missing.Code, missing.Reason), (hidden.Code, hidden.Reason));
        Assert.Equal(missing.Message.Replace("ACME/gone", DoorStreet.Main, StringComparison.Ordinal), hidden.Message);
        Assert.Empty(listed.Accounts);
        Assert.Equal("NOT_ALLOWED", rules.Reason);
        Assert.All(_street.Door.Needs.Asked, asked => Assert.Equal("developer", asked.Caller.Principal.Code));
    }

    [Fact]
    public async Task Caller_WhenTheNameIsNone_IsNobody()
    {
        var nobody = new Metadata { { "x-mvm-principal", "a b" } };

        var refused = await Refused.ByAsync(() => _street.Door.Margins.GetMarginAsync(new V1.GetMarginRequest { Account = DoorStreet.Main }, nobody).ResponseAsync);

        Assert.Equal((StatusCode.Unauthenticated, "UNAUTHENTICATED"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task Batches_WhenNobodyTakesTheAnswers_StopBeingReadAndTheAdapterIsCut()
    {
        using var feed = _street.Door.Feeds.Connect();
        var ask = new V1.ConnectRequest { Account = DoorStreet.Main, Feed = DoorStreet.Feed };
        using var patience = new CancellationTokenSource(Patience.Long);
        var refused = await Refused.ByAsync(async () =>
        {
            for (var sent = 0; !patience.IsCancellationRequested; sent++)
            {
                await feed.RequestStream.WriteAsync(ask).WaitAsync(TimeSpan.FromSeconds(2)).ContinueWith(static _ => { });
                if (_street.Door.Logs.Lines.Any(line => line.Text.Contains("took nothing", StringComparison.Ordinal)))
                {
                    await feed.ResponseStream.AllAsync();
                }
            }
        });

        Assert.Equal("SLOW_CONSUMER", refused.Reason);
    }

    [Fact]
    public async Task Evaluations_WhenTooManyComeAtOnce_AreRefusedAsBusyAndComeThroughLater()
    {
        var known = await _street.Street.MarginAsync(Street.Main);
        var market = (await _street.Platform.MarketAsync(CancellationToken.None)).Snapshot!;
        var request = MarginWire.Write(known.Book, market, Street.Rules("house-1"));
        var calls = Enumerable.Range(0, 32).Select(_ => OutcomeAsync(request)).ToList();
        var outcomes = await Task.WhenAll(calls);

        Assert.Contains("", outcomes);
        Assert.All(outcomes, outcome => Assert.Contains(outcome, new[] { "", "BUSY" }));
        await UntilAsync(() => OutcomeAsync(request).Result.Length == 0);
    }

    private static IEnumerable<string> Names(IEnumerable<V1.ReadJournalResponse> messages) =>
        messages.Where(message => message.Record is not null).Select(message => $"{message.Record.Stream} {message.Record.Version}");

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        while (!holds())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private async Task<string> OutcomeAsync(V1.EvaluateRequest request)
    {
        try
        {
            await _street.Door.Margins.EvaluateAsync(request);
            return "";
        }
        catch (RpcException exception)
        {
            return Refused.Of(exception).Reason;
        }
    }
}
