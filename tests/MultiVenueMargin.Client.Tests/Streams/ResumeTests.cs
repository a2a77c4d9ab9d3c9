using System.Collections.Concurrent;
using System.Globalization;
using Grpc.Core;
using MultiVenueMargin.Client.Tests.Door;

namespace MultiVenueMargin.Client.Tests.Streams;

public sealed class ResumeTests
{
    private const int Records = 12;

    private readonly ConcurrentQueue<string> _cursors = [];

    [Theory]
    [InlineData(Break.Unavailable)]
    [InlineData(Break.Reset)]
    [InlineData(Break.Connection)]
    public async Task Stream_WhereverItBreaks_HandsEachEventOutOnceAndInOrder(Break how)
    {
        // Breaks come after each number of records, some when the reader has them all and some while they are on their way, where they may be lost.
        var connections = 0;
        var read = new ConcurrentQueue<int>();
        await using var door = await ScriptedDoor.StartAsync(new Script
        {
            ReadJournal = async (request, responses, context) =>
            {
                var connection = Interlocked.Increment(ref connections);
                var left = connection % 4;
                for (var i = Next(request); i <= Records; i++)
                {
                    if (left-- == 0)
                    {
                        await Wait.UntilAsync(() => connection % 3 == 0 || read.Count >= i - 1);
                        throw how.Now(context);
                    }

                    await responses.WriteAsync(Record(i));
                }
            },
        });

        await foreach (var message in door.Client().ReadJournalAsync(new V1.ReadJournalRequest()))
        {
            read.Enqueue((int)message.Record.Version);
        }

        Assert.Equal(Enumerable.Range(1, Records), read);
        Assert.True(connections > 3);
        Assert.NotEmpty(door.Interruptions);
    }

    [Fact]
    public async Task Stream_OfTheCallersRequest_LeavesItAsItIs()
    {
        await using var door = await ScriptedDoor.StartAsync(Journal());
        var request = new V1.ReadJournalRequest { Cursor = "4", DecisionsOnly = true };

        var records = await door.Client().ReadJournalAsync(request).Select(message => message.Record.Version).ToListAsync();

        Assert.Equal(5, records[0]);
        Assert.Equal(new V1.ReadJournalRequest { Cursor = "4", DecisionsOnly = true }, request);
    }

    [Fact]
    public async Task FirstPicture_WhenItBreaksInTheMiddle_IsHandedOutOnce()
    {
        var connections = 0;
        await using var door = await ScriptedDoor.StartAsync(new Script
        {
            WatchMarginCalls = async (request, responses, context) =>
            {
                _cursors.Enqueue(request.Cursor);
                if (request.Cursor.Length == 0)
                {
                    await responses.WriteAsync(new V1.WatchMarginCallsResponse { Call = new V1.MarginCallEvent { Call = "1" } });
                    if (Interlocked.Increment(ref connections) < 3)
                    {
                        throw Break.Unavailable.Now(context);
                    }

                    await responses.WriteAsync(new V1.WatchMarginCallsResponse { Call = new V1.MarginCallEvent { Call = "2" }, Cursor = "c2" });
                    await responses.WriteAsync(new V1.WatchMarginCallsResponse { Progress = new V1.Progress { Cursor = "c3" } });
                    throw Break.Unavailable.Now(context);
                }

                await responses.WriteAsync(new V1.WatchMarginCallsResponse { Progress = new V1.Progress { Cursor = "c4" } });
            },
        });

        var seen = new List<string>();
        await foreach (var message in door.Client().WatchMarginCallsAsync(new V1.WatchMarginCallsRequest { Account = "NORTH/alpha" }))
        {
            seen.Add(message.Call?.Call ?? message.Progress.Cursor);
            if (seen.Count == 4)
            {
                break;
            }
        }

        Assert.Equal(["1", "2", "c3", "c4"], seen);
        Assert.Equal(["", "", "", "c3"], _cursors);
    }

    [Fact]
    public async Task Picture_WhenNoCursorEverComes_IsRefusedAtItsLimit()
    {
        await using var door = await ScriptedDoor.StartAsync(new Script
        {
            WatchMarginCalls = async (_, responses, context) =>
            {
                while (!context.CancellationToken.IsCancellationRequested)
                {
                    await responses.WriteAsync(new V1.WatchMarginCallsResponse());
                }
            },
        });

        await Assert.ThrowsAsync<DoorRefusedException>(() =>
            FirstAsync(door.Client(options => options with { HeldMessages = 5 }).WatchMarginCallsAsync(new V1.WatchMarginCallsRequest())).Come());
    }

    [Fact]
    public async Task Cursor_WhenWhatIsBehindItWasArchived_SaysSoWithTheCursor()
    {
        await using var door = await ScriptedDoor.StartAsync(JournalThatEndsWith(V1.ErrorReason.CursorCompacted));

        var compacted = await Assert.ThrowsAsync<CursorCompactedException>(() => ReadAllAsync(door.Client()).Come());

        Assert.Equal("3", compacted.Cursor);
    }

    [Fact]
    public async Task Cursor_WhenItIsNoneOfThisPlatform_SaysSoWithTheCursor()
    {
        await using var door = await ScriptedDoor.StartAsync(JournalThatEndsWith(V1.ErrorReason.CursorInvalid));

        var invalid = await Assert.ThrowsAsync<CursorInvalidException>(() => ReadAllAsync(door.Client()).Come());

        Assert.Equal("3", invalid.Cursor);
    }

    [Theory]
    [InlineData(V1.ErrorReason.NotAllowed)]
    [InlineData(V1.ErrorReason.NoSuchAccount)]
    [InlineData(V1.ErrorReason.Malformed)]
    public async Task Stream_WhenItIsRefused_EndsWithTheReason(V1.ErrorReason reason)
    {
        await using var door = await ScriptedDoor.StartAsync(JournalThatEndsWith(reason));

        Assert.Equal(reason, (await Assert.ThrowsAsync<DoorRefusedException>(() => ReadAllAsync(door.Client()).Come())).Reason);
    }

    [Theory]
    [InlineData(V1.ErrorReason.SlowConsumer)]
    [InlineData(V1.ErrorReason.Busy)]
    [InlineData(V1.ErrorReason.NotReady)]
    public async Task Stream_WhenItWasCutOff_GoesOn(V1.ErrorReason reason)
    {
        var connections = 0;
        await using var door = await ScriptedDoor.StartAsync(new Script
        {
            ReadJournal = async (request, responses, _) =>
            {
                await responses.WriteAsync(Record(Next(request)));
                if (Interlocked.Increment(ref connections) < Records)
                {
                    throw Breaking.Refused(reason);
                }
            },
        });

        Assert.Equal(Enumerable.Range(1, Records), await ReadAllAsync(door.Client()).Come());
    }

    [Fact]
    public async Task Token_WhenItLapsesOverAStream_IsRenewedAndTheStreamGoesOn()
    {
        var tokens = 0;
        await using var door = await ScriptedDoor.StartAsync(new Script
        {
            ReadJournal = async (request, responses, context) =>
            {
                for (var i = Next(request); i <= Records; i++)
                {
                    if (context.RequestHeaders.GetValue("authorization") == "Bearer 1" && i == 3)
                    {
                        throw Breaking.Refused(V1.ErrorReason.Unauthenticated);
                    }

                    await responses.WriteAsync(Record(i));
                }
            },
        });

        var client = door.Client(options => options with { Principal = () => new Metadata { { "authorization", $"Bearer {++tokens}" } } });

        Assert.Equal(Enumerable.Range(1, Records), await ReadAllAsync(client).Come());
        Assert.Equal(2, tokens);
    }

    [Fact]
    public async Task Token_WhenItIsRefusedAtOnce_EndsTheStream()
    {
        await using var door = await ScriptedDoor.StartAsync(new Script { ReadJournal = (_, _, _) => throw Breaking.Refused(V1.ErrorReason.Unauthenticated) });

        Assert.Equal(V1.ErrorReason.Unauthenticated, (await Assert.ThrowsAsync<DoorRefusedException>(() => ReadAllAsync(door.Client()).Come())).Reason);
    }

    [Fact]
    public async Task Journal_WhenItIsFollowedAndTheServerEndsTheStream_GoesOn()
    {
        await using var door = await ScriptedDoor.StartAsync(new Script
        {
            ReadJournal = (request, responses, _) => responses.WriteAsync(Record(Next(request))),
        });

        var read = await ReadAsync(door.Client(), new V1.ReadJournalRequest { Follow = true }, Records).Come();

        Assert.Equal(Enumerable.Range(1, Records), read);
    }

    [Fact]
    public async Task Reader_WhenItLeaves_EndsTheCallAtTheServer()
    {
        var ended = new TaskCompletionSource();
        await using var door = await ScriptedDoor.StartAsync(new Script
        {
            ReadJournal = async (request, responses, context) =>
            {
                await responses.WriteAsync(Record(1));
                await using var registration = context.CancellationToken.Register(ended.SetResult);
                await ended.Task;
            },
        });

        Assert.Equal([1], await ReadAsync(door.Client(), new V1.ReadJournalRequest { Follow = true }, 1).Come());
        await ended.Task.Come();
        Assert.Empty(door.Interruptions);
    }

    [Fact]
    public async Task Reader_WhenItsTokenIsCancelledOrTheClientIsClosed_EndsAsCancelled()
    {
        await using var door = await ScriptedDoor.StartAsync(new Script
        {
            ReadJournal = async (_, responses, context) =>
            {
                await responses.WriteAsync(Record(1));
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            },
        });
        using var source = new CancellationTokenSource();
        await using var first = door.Client().ReadJournalAsync(new V1.ReadJournalRequest(), source.Token).GetAsyncEnumerator();
        Assert.True(await first.MoveNextAsync());
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.MoveNextAsync().AsTask().Come());

        var client = door.Client();
        await using var second = client.ReadJournalAsync(new V1.ReadJournalRequest()).GetAsyncEnumerator();
        Assert.True(await second.MoveNextAsync());
        await client.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.MoveNextAsync().AsTask().Come());
    }

    private static Script Journal() => new()
    {
        ReadJournal = async (request, responses, _) =>
        {
            for (var i = Next(request); i <= Records; i++)
            {
                await responses.WriteAsync(Record(i));
            }
        },
    };

    private static Script JournalThatEndsWith(V1.ErrorReason reason) => new()
    {
        ReadJournal = async (request, responses, _) =>
        {
            for (var i = Next(request); i <= 3; i++)
            {
                await responses.WriteAsync(Record(i));
            }

            throw Breaking.Refused(reason);
        },
    };

    private static int Next(V1.ReadJournalRequest request) => request.Cursor.Length == 0 ? 1 : int.Parse(request.Cursor, CultureInfo.InvariantCulture) + 1;

    private static V1.ReadJournalResponse Record(int number) =>
        new() { Record = new V1.JournalRecord { Version = number }, Cursor = number.ToString(CultureInfo.InvariantCulture) };

    private static Task<List<int>> ReadAllAsync(MarginClient client) => ReadAsync(client, new V1.ReadJournalRequest(), int.MaxValue);

    private static async Task<List<int>> ReadAsync(MarginClient client, V1.ReadJournalRequest request, int atMost)
    {
        var read = new List<int>();
        await foreach (var message in client.ReadJournalAsync(request))
        {
            read.Add((int)message.Record.Version);
            if (read.Count == atMost)
            {
                break;
            }
        }

        return read;
    }

    private static async Task FirstAsync<T>(IAsyncEnumerable<T> messages)
    {
        await foreach (var _ in messages)
        {
            return;
        }
    }
}
