using System.Collections.Concurrent;
using Grpc.Core;
using MultiVenueMargin.Client.Tests.Door;
using MultiVenueMargin.Contracts;

namespace MultiVenueMargin.Client.Tests.Calls;

public sealed class RetryTests
{
    private static readonly V1.CreateAccountRequest Create = new() { RequestId = "r-1", Account = "NORTH/alpha" };

    private readonly ConcurrentQueue<string> _ids = [];
    private readonly ConcurrentDictionary<string, int> _effects = [];

    [Theory]
    [InlineData(Break.Unavailable)]
    [InlineData(Break.Connection)]
    public async Task Mutation_WhenItsAnswerIsLost_IsRepeatedWithItsIdAndHasOneEffect(Break how)
    {
        await using var door = await ScriptedDoor.StartAsync(new Script
        {
            CreateAccount = (request, context) =>
            {
                var answer = Answer(request);
                return _ids.Count <= 2 ? throw how.Now(context) : Task.FromResult(answer);
            },
        });

        var answer = await door.Client().Accounts.CreateAccountAsync(Create).ResponseAsync.Come();

        Assert.Equal(1, answer.Change.Version);
        Assert.Equal(3, _ids.Count);
        Assert.All(_ids, id => Assert.Equal("r-1", id));
        Assert.Equal(1, _effects["r-1"]);
    }

    [Fact]
    public async Task Mutation_WhenTheDeadlinePasses_IsRepeatedWithItsIdAndHasOneEffect()
    {
        await using var door = await ScriptedDoor.StartAsync(new Script
        {
            CreateAccount = async (request, context) =>
            {
                var answer = Answer(request);
                if (_ids.Count == 1)
                {
                    await Task.Delay(Timeout.Infinite, context.CancellationToken);
                }

                return answer;
            },
        });

        await door.Client(options => options with { CallWithin = TimeSpan.FromSeconds(1) }).Accounts.CreateAccountAsync(Create).ResponseAsync.Come();

        Assert.Equal(["r-1", "r-1"], _ids);
        Assert.Equal(1, _effects["r-1"]);
    }

    [Fact]
    public async Task Question_WhenTheDeadlinePasses_IsNotAskedAgain()
    {
        var asked = 0;
        await using var door = await ScriptedDoor.StartAsync(new Script
        {
            GetAccount = async (_, context) =>
            {
                Interlocked.Increment(ref asked);
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
                throw new InvalidOperationException();
            },
        });

        var refused = await Assert.ThrowsAsync<DoorRefusedException>(() =>
            door.Client(options => options with { CallWithin = TimeSpan.FromMilliseconds(200) }).Accounts.GetAccountAsync(new V1.GetAccountRequest()).ResponseAsync.Come());

        Assert.Equal(RpcCode.DeadlineExceeded, refused.Code);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Mutation_WithoutARequestId_IsNeverRepeated()
    {
        await using var door = await ScriptedDoor.StartAsync(new Script { CreateAccount = (request, context) => throw Told(request, Break.Unavailable.Now(context)) });

        await Assert.ThrowsAsync<DoorUnansweredException>(() => door.Client().Accounts.CreateAccountAsync(new V1.CreateAccountRequest()).ResponseAsync.Come());

        Assert.Single(_ids);
    }

    [Theory]
    [InlineData(V1.ErrorReason.NotDurable)]
    [InlineData(V1.ErrorReason.Busy)]
    [InlineData(V1.ErrorReason.NotReady)]
    public async Task Mutation_WhenTheServerSaysLater_IsRepeatedLater(V1.ErrorReason reason)
    {
        await using var door = await ScriptedDoor.StartAsync(new Script
        {
            CreateAccount = (request, _) => _ids.IsEmpty ? throw Told(request, Breaking.Refused(reason)) : Task.FromResult(Answer(request)),
        });

        await door.Client(options => options with { LongestDelay = TimeSpan.FromMilliseconds(30) }).Accounts.CreateAccountAsync(Create).ResponseAsync.Come();

        // A second is what the server asked for; the longest delay of it is heeded.
        Assert.Equal(TimeSpan.FromMilliseconds(30), Assert.Single(door.Interruptions).Delay);
    }

    public static TheoryData<V1.ErrorReason> Definite => [.. Enum.GetValues<V1.ErrorReason>()
        .Where(reason => reason is not (V1.ErrorReason.Unspecified or V1.ErrorReason.Busy or V1.ErrorReason.NotDurable or V1.ErrorReason.NotReady))];

    [Theory]
    [MemberData(nameof(Definite))]
    public async Task Mutation_WhenItIsRefused_IsNotRepeatedAndSaysWhy(V1.ErrorReason reason)
    {
        await using var door = await ScriptedDoor.StartAsync(new Script { CreateAccount = (request, _) => throw Told(request, Breaking.Refused(reason, "because")) });

        var refused = await Assert.ThrowsAsync<DoorRefusedException>(() => door.Client().Accounts.CreateAccountAsync(Create).ResponseAsync.Come());

        Assert.Single(_ids);
        Assert.Equal(reason, refused.Reason);
        Assert.Equal(Refusals.NameOf(reason), refused.ReasonName);
        Assert.Equal(Refusals.CodeOf(reason), refused.Code);
        Assert.Contains("because", refused.Message, StringComparison.Ordinal);
        Assert.Null(refused.RetryDelay);
        Assert.Empty(door.Interruptions);
    }

    [Fact]
    public async Task Mutation_WhenNobodyAnswers_IsTriedAsOftenAsTheBudgetSays()
    {
        await using var door = await ScriptedDoor.StartAsync(new Script { CreateAccount = (request, context) => throw Told(request, Break.Connection.Now(context)) });

        var unanswered = await Assert.ThrowsAsync<DoorUnansweredException>(() =>
            door.Client(options => options with { Attempts = 4 }).Accounts.CreateAccountAsync(Create).ResponseAsync.Come());

        Assert.Equal(4, unanswered.Attempts);
        Assert.Equal(RpcCode.Unavailable, unanswered.Code);
        Assert.Equal(4, _ids.Count);
        Assert.Equal([1, 2, 3], door.Interruptions.Select(interruption => interruption.Failures));
    }

    [Fact]
    public async Task Mutation_WhenNoTimeIsLeft_IsNotTriedAgain()
    {
        await using var door = await ScriptedDoor.StartAsync(new Script { CreateAccount = (request, context) => throw Told(request, Break.Unavailable.Now(context)) });

        await Assert.ThrowsAsync<DoorUnansweredException>(() =>
            door.Client(options => options with { RetryFor = TimeSpan.Zero }).Accounts.CreateAccountAsync(Create).ResponseAsync.Come());

        Assert.Single(_ids);
    }

    [Fact]
    public async Task Call_WhenItsCallerCancels_EndsAsCancelled()
    {
        using var source = new CancellationTokenSource();
        await using var door = await ScriptedDoor.StartAsync(new Script
        {
            CreateAccount = async (_, context) =>
            {
                await source.CancelAsync();
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
                throw new InvalidOperationException();
            },
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => door.Client().Accounts.CreateAccountAsync(Create, cancellationToken: source.Token).ResponseAsync.Come());
        Assert.Empty(door.Interruptions);
    }

    [Fact]
    public async Task Principal_WhenItIsRenewed_IsTheNewOneInTheNextAttempt()
    {
        var tokens = new ConcurrentQueue<string?>();
        await using var door = await ScriptedDoor.StartAsync(new Script
        {
            CreateAccount = (request, context) =>
            {
                tokens.Enqueue(context.RequestHeaders.GetValue("authorization"));
                return tokens.Count == 1 ? throw Break.Unavailable.Now(context) : Task.FromResult(Answer(request));
            },
        });
        var renewed = 0;
        var client = door.Client(options => options with { Principal = () => new Metadata { { "authorization", $"Bearer {++renewed}" } } });

        // Off this thread: it blocks, and the server is in this process.
        await Task.Run(() => client.Accounts.CreateAccount(Create)).Come();

        Assert.Equal(["Bearer 1", "Bearer 2"], tokens);
    }

    [Fact]
    public void Principal_InTheClearBeyondThisMachine_IsRefused()
    {
        var options = new MarginClientOptions { Clock = TimeProvider.System, JitterSeed = 1, Principal = () => [] };

        Assert.Throws<ArgumentException>(() => MarginClient.Open(new Uri("http://margin.example"), options));
    }

    [Fact]
    public async Task Answer_WhenItHasCome_HasItsHeadersAndStatus()
    {
        await using var door = await ScriptedDoor.StartAsync(new Script
        {
            CreateAccount = async (request, context) =>
            {
                await context.WriteResponseHeadersAsync(new Metadata { { "door", "3" } });
                return Answer(request);
            },
        });

        using var call = door.Client().Accounts.CreateAccountAsync(Create);
        await call.ResponseAsync.Come();

        Assert.Equal("3", (await call.ResponseHeadersAsync.Come()).GetValue("door"));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    private V1.CreateAccountResponse Answer(V1.CreateAccountRequest request)
    {
        _ids.Enqueue(request.RequestId);
        return new V1.CreateAccountResponse { Change = new V1.AccountChange { Version = _effects.GetOrAdd(request.RequestId, _ => _effects.Count + 1) } };
    }

    private Exception Told(V1.CreateAccountRequest request, Exception end)
    {
        _ids.Enqueue(request.RequestId);
        return end;
    }
}
