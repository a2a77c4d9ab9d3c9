using Grpc.Core;
using Grpc.Core.Interceptors;
using MultiVenueMargin.Client.Calls;
using MultiVenueMargin.Client.Feeds;
using MultiVenueMargin.Client.Streams;

namespace MultiVenueMargin.Client;

/// <summary>
/// The front door from outside. The generated clients are there as they are; their calls with one answer carry who asks and a deadline, are repeated with the
/// same request_id while nobody answers (<see cref="MarginClientOptions.Attempts"/>), and fail with a <see cref="DoorException"/>. Their streams end where
/// their connection does, with an RpcException; the streams of this class go on. Thread-safe; one for each server is enough.
/// </summary>
public sealed class MarginClient : IAsyncDisposable
{
    private readonly MarginClientOptions _options;
    private readonly Jitter _jitter;
    private readonly IDisposable? _channel;
    private readonly CancellationTokenSource _closed = new();
    private int _isClosed;

    /// <param name="calls">Makes the calls, over whatever channel; it stays the caller's.</param>
    public MarginClient(CallInvoker calls, MarginClientOptions options)
        : this(calls, options, null)
    {
    }

    private MarginClient(CallInvoker calls, MarginClientOptions options, IDisposable? channel)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _options = options;
        _channel = channel;
        _jitter = new Jitter(options.JitterSeed);
        var attempts = options.Tracing is { } tracing ? calls.Intercept(tracing) : calls;
        var answered = attempts.Intercept(new AnsweredCalls(options, _jitter));
        Margin = new V1.MarginService.MarginServiceClient(answered);
        MarginCalls = new V1.MarginCallService.MarginCallServiceClient(answered);
        Liquidations = new V1.LiquidationService.LiquidationServiceClient(answered);
        Feeds = new V1.FeedService.FeedServiceClient(answered);
        MarketData = new V1.MarketDataService.MarketDataServiceClient(answered);
        Accounts = new V1.AccountService.AccountServiceClient(answered);
        Institutions = new V1.InstitutionService.InstitutionServiceClient(answered);
        Rules = new V1.RuleService.RuleServiceClient(answered);
        Audit = new V1.AuditService.AuditServiceClient(answered);
    }

    public V1.MarginService.MarginServiceClient Margin { get; }

    public V1.MarginCallService.MarginCallServiceClient MarginCalls { get; }

    public V1.LiquidationService.LiquidationServiceClient Liquidations { get; }

    public V1.FeedService.FeedServiceClient Feeds { get; }

    public V1.MarketDataService.MarketDataServiceClient MarketData { get; }

    public V1.AccountService.AccountServiceClient Accounts { get; }

    public V1.InstitutionService.InstitutionServiceClient Institutions { get; }

    public V1.RuleService.RuleServiceClient Rules { get; }

    public V1.AuditService.AuditServiceClient Audit { get; }

    /// <summary>Connections are made when they are needed.</summary>
    /// <param name="address">http://name:port or https://name:port.</param>
    public static MarginClient Open(Uri address, MarginClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        if (options.Principal is not null && address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            throw new ArgumentException($"Who asks is not told in the clear beyond this machine: use https for {address}.", nameof(address));
        }

        var channel = DoorChannel.Open(address, options);
        return new MarginClient(channel.CreateCallInvoker(), options, channel as IDisposable);
    }

    /// <summary>
    /// The margin of a book, market and rules of one's own, beside what every model that the request names asks of it; <c>MarginWire.Write</c> makes a request of
    /// domain values, and <c>Margin.ListModelsAsync</c> says which models there are. Has longer than other calls: <see cref="MarginClientOptions.EvaluateWithin"/>.
    /// </summary>
    public async Task<V1.EvaluateResponse> EvaluateAsync(V1.EvaluateRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var until = (_options.Clock.GetUtcNow() + _options.EvaluateWithin).UtcDateTime;
        return await Margin.EvaluateAsync(request, deadline: until, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Figures as they change, newest only. Goes on for ever: over broken connections from its last cursor, after delays that grow, with each told to
    /// <see cref="MarginClientOptions.Interrupted"/>. Ends by its token, or with a <see cref="DoorException"/> when the server refuses it. After a restart
    /// of the platform the newest figures of all come first, and are marked so.
    /// </summary>
    public IAsyncEnumerable<V1.WatchMarginResponse> WatchMarginAsync(V1.WatchMarginRequest request, CancellationToken cancellationToken = default) =>
        new CursorStream<V1.WatchMarginRequest, V1.WatchMarginResponse>(_options, _jitter, _closed.Token)
        {
            Name = nameof(WatchMarginAsync),
            Begin = Margin.WatchMargin,
            CursorAsked = asked => asked.Cursor,
            From = (asked, cursor) => new V1.WatchMarginRequest(asked) { Cursor = cursor },
            CursorOf = message => message.Update?.Cursor ?? message.Progress?.Cursor ?? "",
            Ends = _ => false,
        }.ReadAsync(request, cancellationToken);

    /// <summary>
    /// What happens to margin calls: each event once, in order, nothing left out, over broken connections. Ends by its token, or with a
    /// <see cref="DoorException"/>: <see cref="CursorCompactedException"/> and <see cref="CursorInvalidException"/> where it cannot go on without a hole. To go
    /// on in another process, keep the cursor of the last message that was worked off. Messages that have none (the calls that were open already) are handed
    /// out together with the first that has one.
    /// </summary>
    public IAsyncEnumerable<V1.WatchMarginCallsResponse> WatchMarginCallsAsync(V1.WatchMarginCallsRequest request, CancellationToken cancellationToken = default) =>
        new CursorStream<V1.WatchMarginCallsRequest, V1.WatchMarginCallsResponse>(_options, _jitter, _closed.Token)
        {
            Name = nameof(WatchMarginCallsAsync),
            Begin = MarginCalls.WatchMarginCalls,
            CursorAsked = asked => asked.Cursor,
            From = (asked, cursor) => new V1.WatchMarginCallsRequest(asked) { Cursor = cursor },
            CursorOf = message => Cursor(message.Cursor, message.Progress),
            Ends = _ => false,
        }.ReadAsync(request, cancellationToken);

    /// <summary>Requests to executors, as <see cref="WatchMarginCallsAsync"/>.</summary>
    public IAsyncEnumerable<V1.WatchLiquidationRequestsResponse> WatchLiquidationRequestsAsync(
        V1.WatchLiquidationRequestsRequest request, CancellationToken cancellationToken = default) =>
        new CursorStream<V1.WatchLiquidationRequestsRequest, V1.WatchLiquidationRequestsResponse>(_options, _jitter, _closed.Token)
        {
            Name = nameof(WatchLiquidationRequestsAsync),
            Begin = Liquidations.WatchLiquidationRequests,
            CursorAsked = asked => asked.Cursor,
            From = (asked, cursor) => new V1.WatchLiquidationRequestsRequest(asked) { Cursor = cursor },
            CursorOf = message => Cursor(message.Cursor, message.Progress),
            Ends = _ => false,
        }.ReadAsync(request, cancellationToken);

    /// <summary>The market as it is, then every change, as <see cref="WatchMarginCallsAsync"/>.</summary>
    public IAsyncEnumerable<V1.WatchMarketResponse> WatchMarketAsync(V1.WatchMarketRequest request, CancellationToken cancellationToken = default) =>
        new CursorStream<V1.WatchMarketRequest, V1.WatchMarketResponse>(_options, _jitter, _closed.Token)
        {
            Name = nameof(WatchMarketAsync),
            Begin = MarketData.WatchMarket,
            CursorAsked = asked => asked.Cursor,
            From = (asked, cursor) => new V1.WatchMarketRequest(asked) { Cursor = cursor },
            CursorOf = message => Cursor(message.Cursor, message.Progress),
            Ends = _ => false,
        }.ReadAsync(request, cancellationToken);

    /// <summary>Durable records, as <see cref="WatchMarginCallsAsync"/>; ends with the journal where the request does not follow it.</summary>
    public IAsyncEnumerable<V1.ReadJournalResponse> ReadJournalAsync(V1.ReadJournalRequest request, CancellationToken cancellationToken = default) =>
        new CursorStream<V1.ReadJournalRequest, V1.ReadJournalResponse>(_options, _jitter, _closed.Token)
        {
            Name = nameof(ReadJournalAsync),
            Begin = Audit.ReadJournal,
            CursorAsked = asked => asked.Cursor,
            From = (asked, cursor) => new V1.ReadJournalRequest(asked) { Cursor = cursor },
            CursorOf = message => Cursor(message.Cursor, message.Progress),
            Ends = asked => !asked.Follow,
        }.ReadAsync(request, cancellationToken);

    /// <summary>A connection for feeds, which share it. It is made when the first is opened, and again whenever it breaks.</summary>
    public FeedConnection ConnectFeeds(FeedOptions? options = null) => new(Feeds, _options, options ?? new FeedOptions(), _jitter, _closed.Token);

    /// <summary>Ends all streams and feeds, and the channel where this client opened it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            await _closed.CancelAsync().ConfigureAwait(false);
            _channel?.Dispose();
            _closed.Dispose();
        }
    }

    private static string Cursor(string cursor, V1.Progress? progress) => cursor.Length > 0 ? cursor : progress?.Cursor ?? "";
}
