using Google.Protobuf;
using Grpc.Core;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Live.Rpcs;
using MultiVenueMargin.Client;
using MultiVenueMargin.Gateway.Callers;
using MultiVenueMargin.Host;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live;

/// <summary>One run of a live command: the connection, where to write and in which form.</summary>
internal sealed class LiveSession : IAsyncDisposable
{
    // A person waits: three attempts take a third of a second where nobody is there.
    private const int Attempts = 3;

    // Explanations and previews evaluate a book many times.
    private static readonly TimeSpan CallWithin = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    private LiveSession(string command, LiveOptions options, Terminal terminal, CancellationToken ending)
    {
        (Command, Options, Terminal, Ending) = (command, options, terminal, ending);
        Client = MarginClient.Open(options.Door, new MarginClientOptions
        {
            Clock = Clock,
            JitterSeed = Environment.ProcessId,
            Attempts = Attempts,
            CallWithin = CallWithin,
            LongestDelay = LongestDelay,
            Principal = options.Principal is { } principal ? () => new Metadata { { DevelopmentCallers.Header, principal } } : null,
            Tracing = options.ShowsRpcs ? new ShownRpcs(terminal.Error, options, Clock) : null,
            Interrupted = interruption => Interrupted?.Invoke(interruption),
        });
    }

    public static TimeProvider Clock => PlatformHost.Time;

    /// <summary>As it is called after <c>mvm</c>.</summary>
    public string Command { get; }

    public LiveOptions Options { get; }

    public Terminal Terminal { get; }

    public MarginClient Client { get; }

    /// <summary>Ends what watches.</summary>
    public CancellationToken Ending { get; }

    /// <summary>The account that is asked about, for who mistyped it.</summary>
    public string? Asked { get; set; }

    /// <summary>The id of the change that is asked for, for who was not answered and has to ask again.</summary>
    public string? Request { get; set; }

    /// <summary>Told when a connection breaks and is made again.</summary>
    public Action<Interruption>? Interrupted { get; set; }

    public static LiveSession Open(string command, LiveOptions options, Terminal terminal, CancellationToken ending) => new(command, options, terminal, ending);

    /// <summary>Writes an answer in the form that was asked for.</summary>
    public void Write(IMessage answer, Action<IAnsiConsole> table, Action<CsvRows> csv) => Write(() => ContractJson.Document(answer), table, csv);

    /// <summary>The same, of several answers together.</summary>
    public void Write(Func<string> json, Action<IAnsiConsole> table, Action<CsvRows> csv)
    {
        switch (Options.Output)
        {
            case OutputKind.Json:
                Terminal.Output.WriteLine(json());
                break;
            case OutputKind.Csv:
                csv(new CsvRows(Terminal.Output));
                break;
            default:
                table(Terminal.Canvas());
                break;
        }
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
