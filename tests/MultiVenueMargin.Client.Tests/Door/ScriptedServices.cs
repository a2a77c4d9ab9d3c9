using Grpc.Core;

namespace MultiVenueMargin.Client.Tests.Door;

internal sealed class ScriptedFeeds(Script script) : V1.FeedService.FeedServiceBase
{
    public override Task Connect(IAsyncStreamReader<V1.ConnectRequest> requestStream, IServerStreamWriter<V1.ConnectResponse> responseStream, ServerCallContext context) =>
        script.Connect!(requestStream, responseStream, context);
}

internal sealed class ScriptedAudit(Script script) : V1.AuditService.AuditServiceBase
{
    public override Task ReadJournal(V1.ReadJournalRequest request, IServerStreamWriter<V1.ReadJournalResponse> responseStream, ServerCallContext context) =>
        script.ReadJournal!(request, responseStream, context);
}

internal sealed class ScriptedAccounts(Script script) : V1.AccountService.AccountServiceBase
{
    public override Task<V1.CreateAccountResponse> CreateAccount(V1.CreateAccountRequest request, ServerCallContext context) =>
        script.CreateAccount!(request, context);

    public override Task<V1.GetAccountResponse> GetAccount(V1.GetAccountRequest request, ServerCallContext context) =>
        script.GetAccount!(request, context);
}

internal sealed class ScriptedCalls(Script script) : V1.MarginCallService.MarginCallServiceBase
{
    public override Task WatchMarginCalls(V1.WatchMarginCallsRequest request, IServerStreamWriter<V1.WatchMarginCallsResponse> responseStream, ServerCallContext context) =>
        script.WatchMarginCalls!(request, responseStream, context);
}
