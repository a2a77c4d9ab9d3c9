using Grpc.Core;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Gateway.Tests.Doors;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Gateway.Tests.Streams;

/// <summary>Margin calls and liquidations through the door, on a market that crashed.</summary>
public sealed class CalledTests : IAsyncLifetime
{
    private readonly DoorStreet _street = new();

    public Task InitializeAsync() => _street.InitializeAsync();

    public Task DisposeAsync() => _street.DisposeAsync();

    [Fact]
    public async Task Call_WhenAcknowledgedDisputedAndWithdrawn_IsToldStepByStepAndResumesWhereItWasCut()
    {
        using var before = _street.Door.Calls.WatchMarginCalls(new V1.WatchMarginCallsRequest());
        var cursor = (await before.ResponseStream.NextAsync()).Cursor;
        await _street.PriceAsync(DoorStreet.CallPrice);
        var issued = await before.ResponseStream.NextAsync(message => message.Call is not null);
        Assert.Equal(V1.CallEventKind.Issued, issued.Call.Kind);
        var call = issued.Call.Call;

        await _street.Door.Calls.AcknowledgeAsync(new V1.AcknowledgeRequest { RequestId = "a", Call = call });
        var dispute = new V1.DisputeRequest { RequestId = "d", Call = call, Reason = "wrong mark", OwnFigure = "5" };
        var disputed = await _street.Door.Calls.DisputeAsync(dispute);
        var again = await _street.Door.Calls.DisputeAsync(dispute);
        Assert.Equal(disputed.Version, again.Version);
        await _street.RestartAsync();
        await _street.Door.Calls.WithdrawAsync(new V1.WithdrawRequest { RequestId = "w", Call = call, Reason = "our mistake" }, DoorStreet.As(Street.Alice));

        using var after = _street.Door.Calls.WatchMarginCalls(new V1.WatchMarginCallsRequest { Cursor = cursor });
        List<V1.MarginCallEvent> events = [];
        while (events.LastOrDefault()?.Kind != V1.CallEventKind.Ended)
        {
            events.Add((await after.ResponseStream.NextAsync(message => message.Call is not null)).Call);
        }

        Assert.Equal(
            [V1.CallEventKind.Issued, V1.CallEventKind.Acknowledged, V1.CallEventKind.Disputed, V1.CallEventKind.Ended],
            events.Select(each => each.Kind).Where(kind => kind != V1.CallEventKind.Amended));
        Assert.Equal(events.Select(each => each.Version).Order(), events.Select(each => each.Version));
        Assert.Equal(("developer", Street.Alice.Code), (events[^2].By, events[^1].By));
    }

    [Fact]
    public async Task Call_WhenOpenBeforeTheStreamBegan_IsInThePictureAndNotToldTwice()
    {
        await _street.PriceAsync(DoorStreet.CallPrice);

        using var stream = _street.Door.Calls.WatchMarginCalls(new V1.WatchMarginCallsRequest());
        var open = await stream.ResponseStream.NextAsync();
        var complete = await stream.ResponseStream.NextAsync();
        await _street.Door.Calls.AcknowledgeAsync(new V1.AcknowledgeRequest { RequestId = "a", Call = open.Call.Call });
        var next = await stream.ResponseStream.NextAsync(message => message.Call is not null);

        Assert.Equal((V1.CallEventKind.Open, ""), (open.Call.Kind, open.Cursor));
        Assert.NotEmpty(complete.Progress.Cursor);
        Assert.Equal(V1.CallEventKind.Acknowledged, next.Call.Kind);
        Assert.Equal(open.Call.Call, Assert.Single((await _street.Door.Calls.ListMarginCallsAsync(new V1.ListMarginCallsRequest())).Calls).Call);
    }

    [Fact]
    public async Task Call_WhenSomethingHappensToItWhileThePictureIsMade_IsToldThatOnce()
    {
        await _street.PriceAsync(DoorStreet.CallPrice);
        var call = Assert.Single((await _street.Door.Calls.ListMarginCallsAsync(new V1.ListMarginCallsRequest())).Calls).Call;
        // The end of the journal is noted by then, and the account is not looked at yet: it is in the picture, and behind the cursor.
        _street.Door.Needs.Meanwhile = async () => await _street.Street.DoneAsync(new AcknowledgeCall(new DecisionId(Street.Main, VersionOf(call), 0))
        {
            Account = Street.Main,
            Request = _street.Street.NextRequest(),
            By = Street.Client,
        });

        using var stream = _street.Door.Calls.WatchMarginCalls(new V1.WatchMarginCallsRequest());
        var open = await stream.ResponseStream.NextAsync();
        await stream.ResponseStream.NextAsync(message => message.Progress is not null);
        await _street.Door.Calls.DisputeAsync(new V1.DisputeRequest { RequestId = "d", Call = call, Reason = "wrong mark" });
        var next = await stream.ResponseStream.NextAsync(message => message.Call is not null);

        Assert.Equal(V1.CallEventKind.Open, open.Call.Kind);
        Assert.Equal(V1.CallEventKind.Disputed, next.Call.Kind);
        Assert.True(Assert.Single((await _street.Door.Calls.ListMarginCallsAsync(new V1.ListMarginCallsRequest())).Calls).IsAcknowledged);
    }

    [Fact]
    public async Task Call_WhenItIsNoneOrItsNameIsBad_IsRefused()
    {
        var client = _street.Door.Calls;
        await RefusedAsync("call",
            call => client.AcknowledgeAsync(new V1.AcknowledgeRequest { RequestId = "1", Call = call }).ResponseAsync,
            call => client.DisputeAsync(new V1.DisputeRequest { RequestId = "2", Call = call, Reason = "no" }).ResponseAsync,
            call => client.WithdrawAsync(new V1.WithdrawRequest { RequestId = "3", Call = call, Reason = "no" }).ResponseAsync);
    }

    [Fact]
    public async Task Liquidation_WhenItIsNoneOrItsNameIsBad_IsRefused()
    {
        var client = _street.Door.Liquidations;
        await RefusedAsync("liquidation",
            id => client.ApproveAsync(new V1.ApproveRequest { RequestId = "1", Liquidation = id }).ResponseAsync,
            id => client.HoldAsync(new V1.HoldRequest { RequestId = "2", Liquidation = id, Reason = "no" }).ResponseAsync,
            id => client.ReleaseAsync(new V1.ReleaseRequest { RequestId = "3", Liquidation = id }).ResponseAsync,
            id => client.AbortAsync(new V1.AbortRequest { RequestId = "4", Liquidation = id, Reason = "no" }).ResponseAsync);
        await RefusedAsync("request", id => client.ReportStepAsync(
            new V1.ReportStepRequest { RequestId = "5", Request = id, Report = V1.LegReport.Accepted }).ResponseAsync);
    }

    [Fact]
    public async Task Liquidation_WhenTwoPersonsApprove_AsksTheExecutorOfItsVenueOnly()
    {
        using var here = _street.Door.Liquidations.WatchLiquidationRequests(new V1.WatchLiquidationRequestsRequest { Venue = "DERIBIT" });
        using var elsewhere = _street.Door.Liquidations.WatchLiquidationRequests(new V1.WatchLiquidationRequestsRequest { Venue = "BINANCE" });
        await here.ResponseStream.NextAsync();
        await _street.PriceAsync(DoorStreet.LiquidationPrice);
        var liquidation = await OnlyAsync();
        Assert.Equal(V1.LiquidationStatus.AwaitsApproval, liquidation.Status);

        await ApproveAsync(liquidation.Liquidation_);
        await _street.AdvanceAsync(TimeSpan.FromSeconds(12));
        var requested = (await here.ResponseStream.NextAsync(message => message.Leg is not null)).Leg;
        await ReportAsync(requested.Request, V1.LegReport.Accepted, "");
        var accepted = (await here.ResponseStream.NextAsync(message => message.Leg is not null)).Leg;
        await ReportAsync(requested.Request, V1.LegReport.Rejected, "closed today");
        var ended = (await here.ResponseStream.NextAsync(message => message.Leg is not null)).Leg;

        Assert.Equal((V1.LegEventKind.Requested, "DERIBIT"), (requested.Kind, requested.Leg.Venue));
        Assert.Equal((V1.LegEventKind.Accepted, V1.LegEventKind.Ended, V1.LegOutcome.Rejected), (accepted.Kind, ended.Kind, ended.Outcome));
        var cursor = (await here.ResponseStream.NextAsync(message => message.Progress is not null)).Cursor;
        var quiet = await elsewhere.ResponseStream.NextAsync(message => message.Leg is not null || message.Progress?.Cursor == cursor);
        Assert.Null(quiet.Leg);
    }

    [Fact]
    public async Task Liquidation_WhenHeldReleasedAndAborted_DoesAsPersonsSay()
    {
        await _street.PriceAsync(DoorStreet.LiquidationPrice);
        var id = (await OnlyAsync()).Liquidation_;
        await ApproveAsync(id);
        await _street.AdvanceAsync(TimeSpan.FromSeconds(2));

        await _street.Door.Liquidations.HoldAsync(new V1.HoldRequest { RequestId = "h", Liquidation = id, Reason = "wait" });
        var held = await OnlyAsync();
        await _street.Door.Liquidations.ReleaseAsync(new V1.ReleaseRequest { RequestId = "r", Liquidation = id });
        var released = await OnlyAsync();
        await _street.Door.Liquidations.AbortAsync(new V1.AbortRequest { RequestId = "s", Liquidation = id, Reason = "enough" }, DoorStreet.As(Street.Alice));
        var twice = await Refused.ByAsync(() => _street.Door.Liquidations.AbortAsync(
            new V1.AbortRequest { RequestId = "t", Liquidation = id, Reason = "enough" }, DoorStreet.As(Street.Alice)).ResponseAsync);

        Assert.Equal(V1.LiquidationStatus.Held, held.Status);
        Assert.NotEqual(V1.LiquidationStatus.Held, released.Status);
        Assert.Equal("NEEDS_ANOTHER_PERSON", twice.Reason);
        await _street.Door.Liquidations.AbortAsync(new V1.AbortRequest { RequestId = "u", Liquidation = id, Reason = "enough" }, DoorStreet.As(Street.Bob));
        var all = await _street.Door.Liquidations.ListLiquidationsAsync(new V1.ListLiquidationsRequest { Account = DoorStreet.Main, IncludeEnded = true });
        Assert.Equal(V1.LiquidationOutcome.Aborted, all.Liquidations.Single(each => each.Liquidation_ == id).Outcome);
    }

    private static async Task RefusedAsync(string field, params Func<string, Task>[] calls)
    {
        foreach (var call in calls)
        {
            Assert.Equal((StatusCode.NotFound, "NOT_FOUND"), await Refused.ByAsync(() => call("ACME/main#999.0")) is var none ? (none.Code, none.Reason) : default);
            Assert.Equal([field], (await Refused.ByAsync(() => call("ACME/main#07.0"))).Fields);
        }
    }

    private static long VersionOf(string decision) => long.Parse(decision[(decision.IndexOf('#') + 1)..decision.LastIndexOf('.')]);

    private async Task<V1.Liquidation> OnlyAsync() => Assert.Single(
        (await _street.Door.Liquidations.ListLiquidationsAsync(new V1.ListLiquidationsRequest { Account = DoorStreet.Main })).Liquidations);

    private async Task ApproveAsync(string liquidation)
    {
        foreach (var person in new[] { Street.Alice, Street.Bob })
        {
            await _street.Door.Liquidations.ApproveAsync(
                new V1.ApproveRequest { RequestId = $"approve-{person.Code}", Liquidation = liquidation }, DoorStreet.As(person));
        }
    }

    private async Task ReportAsync(string request, V1.LegReport report, string reason) => await _street.Door.Liquidations.ReportStepAsync(
        new V1.ReportStepRequest { RequestId = _street.NextRequest(), Request = request, Report = report, Reason = reason }, DoorStreet.As(Street.Executor));
}
