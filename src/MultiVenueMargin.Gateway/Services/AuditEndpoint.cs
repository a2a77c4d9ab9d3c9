using Grpc.Core;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Gateway.Answers;
using MultiVenueMargin.Gateway.Callers;
using MultiVenueMargin.Gateway.Streams;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>audit_service.proto.</summary>
internal sealed class AuditEndpoint(IMarginPlatform platform, Gatekeeper gate, DoorOptions options) : V1.AuditService.AuditServiceBase
{
    public override async Task ReadJournal(
        V1.ReadJournalRequest request, IServerStreamWriter<V1.ReadJournalResponse> responseStream, ServerCallContext context)
    {
        var (scope, cursor) = Answer.Sound(AuditWire.Read(request));
        if (scope.Account is { } account)
        {
            await gate.RequireAsync(context, Need.Audit, account).ConfigureAwait(false);
        }

        var outlet = new Outlet<V1.ReadJournalResponse>(responseStream, context, options) { Cursor = request.Cursor };
        var pump = new JournalPump<V1.ReadJournalResponse>(platform, outlet, options)
        {
            Write = static item => [new V1.ReadJournalResponse { Record = AuditWire.Write(item) }],
            MaySee = item => gate.AllowsAsync(
                context, Need.Audit, item.Stream.Kind == StreamKind.Account ? NeedScope.Of(item.Stream.Account) : NeedScope.Platform),
            Stamp = static (message, at) => message.Cursor = at,
            Progress = at => new V1.ReadJournalResponse { Progress = FiguresWire.Progress(at, options.Clock.GetUtcNow()) },
        };
        await pump.RunAsync(cursor, scope, request.Follow).ConfigureAwait(false);
    }
}
