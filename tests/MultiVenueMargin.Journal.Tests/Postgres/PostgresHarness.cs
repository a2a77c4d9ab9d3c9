using System.Diagnostics;
using MultiVenueMargin.Journal.Postgres;
using MultiVenueMargin.Journal.Tests.Contract;
using MultiVenueMargin.Testing.Postgres;
using Npgsql;

namespace MultiVenueMargin.Journal.Tests.Postgres;

/// <summary>A schema of its own on a test server.</summary>
public sealed class PostgresHarness(PostgresServer server, string schema) : JournalHarness
{
    private readonly List<IJournal> _opened = [];
    private bool _isBroken;

    public override int InFlightLimit => 100;

    public PostgresJournalOptions Options { get; init; } = new()
    {
        ConnectionString = $"{server.ConnectionString};Application Name={schema}",
        Schema = schema,
        MaxInFlight = 100,
        MaxGroup = 16, // so that there are several
    };

    public override async ValueTask<IJournal> OpenAsync()
    {
        var journal = await PostgresJournal.OpenAsync(Options, CancellationToken.None);
        lock (_opened)
        {
            _opened.Add(journal);
        }

        return journal;
    }

    public override async ValueTask<IJournal?> TryOpenSecondAsync() => await OpenAsync();

    // The server ends the sessions of this test; the journal finds out as after a crash of its host: too late to do anything.
    public override async ValueTask CrashAsync(IJournal journal)
    {
        await ExecuteAsync($"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = '{schema}'");
        await journal.DisposeAsync();
    }

    public override async ValueTask<bool> TryDamageSnapshotAsync(IJournal journal, StreamSnapshot snapshot)
    {
        var changed = await ExecuteAsync(
            $"UPDATE {schema}.snapshots SET state = set_byte(state, 0, get_byte(state, 0) # 1) WHERE stream = '{snapshot.Stream}' AND version = {snapshot.Version}");
        Assert.Equal(1, changed);
        return true;
    }

    public override async ValueTask<bool> TryBreakAsync()
    {
        await server.KillAsync();
        _isBroken = true;
        return true;
    }

    public override async ValueTask MendAsync()
    {
        await server.StartAgainAsync();
        _isBroken = false;
    }

    /// <summary>Runs a statement on a connection that is no journal's.</summary>
    public async Task<int> ExecuteAsync(string text)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T> AskAsync<T>(string text)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(text, connection);
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"No answer to {text}"));
    }

    /// <summary>Waits until the server answers a question with yes.</summary>
    public async Task UntilAsync(string question)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await AskAsync<bool>(question))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2), $"It did not become true: {question}");
            await PauseAsync();
        }
    }

    /// <summary>How many sessions of this test's journals wait, as a question's text.</summary>
    public string WaitingSessions(string condition = "wait_event_type = 'Lock'") =>
        $"(SELECT count(*) FROM pg_stat_activity WHERE application_name = '{schema}' AND {condition})";

    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection($"{server.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var journal in _opened)
        {
            await journal.DisposeAsync();
        }

        if (_isBroken)
        {
            await MendAsync();
        }
    }
}
