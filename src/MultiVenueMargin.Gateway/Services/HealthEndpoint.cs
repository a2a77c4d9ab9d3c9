using Grpc.Core;
using MultiVenueMargin.Accounts.Platform;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>
/// grpc.health.v1: the services of the platform answer when the platform is ready, and so does the server as a whole; what tells of the door itself
/// always does. While the door closes nothing serves: who asks is told so to the last, who watches at once, and then the watch ends.
/// </summary>
/// <param name="ofPlatform">Full names of services that need the platform.</param>
/// <param name="ofDoor">Full names of those that do not.</param>
/// <param name="calls">Whether the door closes.</param>
internal sealed class HealthEndpoint(
    IMarginPlatform platform, IReadOnlySet<string> ofPlatform, IReadOnlySet<string> ofDoor, RunningCalls calls, TimeProvider clock)
    : Health.V1.Health.HealthBase
{
    /// <summary>How often a watched health is looked at.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public override async Task<Health.V1.HealthCheckResponse> Check(Health.V1.HealthCheckRequest request, ServerCallContext context) =>
        await StatusAsync(request.Service, context.CancellationToken).ConfigureAwait(false) is var status
            && status != Health.V1.HealthCheckResponse.Types.ServingStatus.ServiceUnknown
                ? new Health.V1.HealthCheckResponse { Status = status }
                : throw new RpcException(new Status(StatusCode.NotFound, "There is no service of this name."));

    public override async Task Watch(
        Health.V1.HealthCheckRequest request, IServerStreamWriter<Health.V1.HealthCheckResponse> responseStream, ServerCallContext context)
    {
        // The door stays open until its watchers have been told.
        var isWaitedFor = calls.TryBegin();
        try
        {
            await TellAsync(request.Service, responseStream, context).ConfigureAwait(false);
        }
        finally
        {
            if (isWaitedFor)
            {
                calls.End();
            }
        }
    }

    private async Task TellAsync(string service, IServerStreamWriter<Health.V1.HealthCheckResponse> watcher, ServerCallContext context)
    {
        Health.V1.HealthCheckResponse.Types.ServingStatus? told = null;
        while (true)
        {
            var isClosing = calls.IsClosing;
            var status = await StatusAsync(service, context.CancellationToken).ConfigureAwait(false);
            if (status != told)
            {
                await watcher.WriteAsync(new Health.V1.HealthCheckResponse { Status = status }).ConfigureAwait(false);
                told = status;
            }

            if (isClosing)
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "The platform is ending."));
            }

            await calls.Closing.WaitAsync(LookEvery, clock, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async ValueTask<Health.V1.HealthCheckResponse.Types.ServingStatus> StatusAsync(string service, CancellationToken cancellation) =>
        service.Length > 0 && !ofPlatform.Contains(service) && !ofDoor.Contains(service) ? Health.V1.HealthCheckResponse.Types.ServingStatus.ServiceUnknown
        : calls.IsClosing ? Health.V1.HealthCheckResponse.Types.ServingStatus.NotServing
        : ofDoor.Contains(service) ? Health.V1.HealthCheckResponse.Types.ServingStatus.Serving
        : (await platform.HealthAsync(cancellation).ConfigureAwait(false)).IsReady ? Health.V1.HealthCheckResponse.Types.ServingStatus.Serving
        : Health.V1.HealthCheckResponse.Types.ServingStatus.NotServing;
}
