using Grpc.Core;
using Grpc.Core.Interceptors;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Gateway.Callers;
using MultiVenueMargin.Gateway.Services;

namespace MultiVenueMargin.Gateway;

/// <summary>
/// The front door of a platform: every service of the contract, and what stands before each of their methods. A host maps the services, in one call,
/// with the interceptors and the sizes of messages that <see cref="DoorLimits"/> names.
/// </summary>
public sealed class Door
{
    public Door(IMarginPlatform platform, DoorOptions options)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Limits.Check() is [var problem, ..])
        {
            throw new ArgumentException(problem, nameof(options));
        }

        var gate = new Gatekeeper(options.Authority);
        var (accounts, registers, looks) = (new AccountCommands(platform, gate), new RegisterCommands(platform, gate), new AccountLooks(platform, gate));
        var evaluator = new Evaluator(options.Limits, options.Clock, options.Log);
        Interceptors = [new DoorInterceptor(options)];
        Services =
        [
            V1.MarginService.BindService(new MarginEndpoint(platform, gate, evaluator, options.Clock)),
            V1.AccountService.BindService(new AccountEndpoint(platform, gate, accounts)),
            V1.MarginCallService.BindService(new MarginCallEndpoint(gate, accounts, looks)),
            V1.LiquidationService.BindService(new LiquidationEndpoint(platform, gate, accounts, looks)),
            V1.RuleService.BindService(new RuleEndpoint(platform, gate, registers)),
            V1.InstitutionService.BindService(new InstitutionEndpoint(platform, gate, registers)),
            V1.MarketDataService.BindService(new MarketDataEndpoint(platform, gate, registers)),
        ];
    }

    /// <summary>Stand before every method, the first one first.</summary>
    public IReadOnlyList<Interceptor> Interceptors { get; }

    public IReadOnlyList<ServerServiceDefinition> Services { get; }
}
