using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Gateway.Callers;
using MultiVenueMargin.Gateway.Services;
using MultiVenueMargin.Gateway.Streams;

namespace MultiVenueMargin.Gateway;

/// <summary>
/// The front door of a platform: every service of the contract, and what stands before each of their methods. A host maps the services, in one call,
/// with the interceptors and the sizes of messages that <see cref="DoorLimits"/> names.
/// </summary>
public sealed class Door
{
    private readonly RunningCalls _calls = new();

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
        var feeds = new FeedEndpoint(platform, gate, options);
        var book = new ReflectionBook([.. OfPlatform, .. OfDoor]);
        Interceptors = [new DoorInterceptor(options, _calls)];
        Services =
        [
            V1.MarginService.BindService(new MarginEndpoint(platform, gate, evaluator, options)),
            V1.AccountService.BindService(new AccountEndpoint(platform, gate, accounts)),
            V1.MarginCallService.BindService(new MarginCallEndpoint(platform, gate, accounts, looks, options)),
            V1.LiquidationService.BindService(new LiquidationEndpoint(platform, gate, accounts, looks, options)),
            FeedBinder.Bind(feeds, feeds.Connect),
            V1.MarketDataService.BindService(new MarketDataEndpoint(platform, gate, registers, options)),
            V1.RuleService.BindService(new RuleEndpoint(platform, gate, registers)),
            V1.InstitutionService.BindService(new InstitutionEndpoint(platform, gate, registers)),
            V1.AuditService.BindService(new AuditEndpoint(platform, gate, options)),
            Health.V1.Health.BindService(new HealthEndpoint(platform, NamesOf(OfPlatform), NamesOf(OfDoor), _calls, options.Clock)),
            Reflection.V1.ServerReflection.BindService(new ReflectionEndpoint(book)),
            Reflection.V1Alpha.ServerReflection.BindService(new AlphaReflectionEndpoint(book)),
        ];
    }

    /// <summary>Services that are the platform's.</summary>
    public static IReadOnlyList<ServiceDescriptor> OfPlatform { get; } =
    [
        V1.MarginService.Descriptor,
        V1.AccountService.Descriptor,
        V1.MarginCallService.Descriptor,
        V1.LiquidationService.Descriptor,
        V1.FeedService.Descriptor,
        V1.MarketDataService.Descriptor,
        V1.RuleService.Descriptor,
        V1.InstitutionService.Descriptor,
        V1.AuditService.Descriptor,
    ];

    /// <summary>Services that tell of the door itself.</summary>
    public static IReadOnlyList<ServiceDescriptor> OfDoor { get; } =
    [
        Health.V1.Health.Descriptor,
        Reflection.V1.ServerReflection.Descriptor,
        Reflection.V1Alpha.ServerReflection.Descriptor,
    ];

    /// <summary>Stand before every method, the first one first.</summary>
    public IReadOnlyList<Interceptor> Interceptors { get; }

    public IReadOnlyList<ServerServiceDefinition> Services { get; }

    /// <summary>
    /// From now on its health is told as not serving, also to who watches it, and whatever else is called is refused as NOT_READY, which clients take
    /// elsewhere. Running calls go on; the task ends when none runs any more. The host ends those that take too long, streams among them.
    /// </summary>
    public Task Close() => _calls.Close();

    private static HashSet<string> NamesOf(IEnumerable<ServiceDescriptor> services) => [.. services.Select(service => service.FullName)];
}
