using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>
/// QuantLib, asked the same questions: a small program (bench/peers/quantlib, which is also within this assembly) that is compiled here and now where a
/// compiler and the library are.
/// </summary>
internal sealed class QuantLibPeer
{
    private const string Source = "black.cpp";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    // A busy machine compiles its headers for a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _folder;

    private QuantLibPeer(string folder) => _folder = folder;

    /// <summary>Why there is none here; null where there may be one.</summary>
    public static async Task<string?> WhyAbsentAsync(string compiler, CancellationToken cancellation)
    {
        var found = await RunAsync(compiler, ["-E", "-P", "-include", "ql/version.hpp", "-x", "c++", "-"], string.Empty, cancellation);
        return found is null ? $"{compiler} is not here"
            : found.Value.ExitCode != 0 ? "the headers of QuantLib are not here (Debian: libquantlib0-dev)"
            : null;
    }

    /// <summary>Compiles it into a folder, or says why that cannot be.</summary>
    public static async Task<(QuantLibPeer? Peer, string Reason)> CompileAsync(string compiler, string folder, CancellationToken cancellation)
    {
        if (await WhyAbsentAsync(compiler, cancellation) is { } absent)
        {
            return (null, absent);
        }

        var source = Path.Combine(folder, Source);
        await using (var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Source)!)
        await using (var file = File.Create(source))
        {
            await stream.CopyToAsync(file, cancellation);
        }

        var compiled = await RunAsync(compiler, ["-O2", "-std=c++17", source, "-o", Path.Combine(folder, "black"), "-lQuantLib"], null, cancellation);
        return compiled is { ExitCode: 0 }
            ? (new QuantLibPeer(folder), string.Empty)
            : (null, $"it could not be compiled: {FirstError(compiled?.Errors)}");
    }

    /// <summary>Its prices of a book, and its times, each the least within a third of so long.</summary>
    /// <exception cref="InvalidOperationException">It ended otherwise than it should.</exception>
    public async Task<PeerAnswer> AskAsync(IReadOnlyList<BookedOption> options, IReadOnlyList<double> moves, TimeSpan lasting, CancellationToken cancellation)
    {
        var book = Path.Combine(_folder, "book");
        await File.WriteAllTextAsync(book, TextOf(options, moves), cancellation);
        var ran = await RunAsync(Path.Combine(_folder, "black"), [book, Exact(lasting.TotalSeconds)], null, cancellation);
        return ran is { ExitCode: 0 } && JsonSerializer.Deserialize<PeerAnswer>(ran.Value.Output, Json) is { } answer
            ? answer
            : throw new InvalidOperationException($"The peer ended with {ran?.ExitCode}: {FirstLine(ran?.Errors)}");
    }

    private static string TextOf(IReadOnlyList<BookedOption> options, IReadOnlyList<double> moves)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{options.Count} {moves.Count}\n").AppendJoin(' ', moves.Select(Exact)).Append('\n');
        foreach (var option in options)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(option.Right == OptionRight.Call ? 'c' : 'p')} {Exact(option.Forward)} {Exact(option.Strike)} {option.Days} ");
            text.AppendJoin(' ', option.Volatilities.Prepend(option.Volatility).Select(Exact)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>As many digits as another program needs to read the same bits.</summary>
    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string FirstLine(string? text) => text?.Split('\n').FirstOrDefault(line => line.Length > 0) ?? "it could not be started";

    /// <summary>What a compiler or linker says first, without the folder that is gone when somebody reads it.</summary>
    private static string FirstError(string? text) =>
        text?.Split('\n').FirstOrDefault(line => line.Contains("error: ", StringComparison.Ordinal))?.Split("error: ", 2)[1] ?? FirstLine(text);

    private static async Task<(int ExitCode, string Output, string Errors)?> RunAsync(string program, string[] words, string? input, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo(program, words)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception)
        {
            return null;
        }

        using (process)
        {
            try
            {
                var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
                await process.StandardInput.WriteAsync(input);
                process.StandardInput.Close();
                await process.WaitForExitAsync(patience.Token);
                return (process.ExitCode, await output, await errors);
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }
        }
    }
}
