using Grpc.Core;

namespace MultiVenueMargin.Client.Tests.Door;

/// <summary>What a scripted door does with each call.</summary>
internal sealed record Script
{
    public Func<IAsyncStreamReader<V1.ConnectRequest>, IServerStreamWriter<V1.ConnectResponse>, ServerCallContext, Task>? Connect { get; init; }

    public Func<V1.ReadJournalRequest, IServerStreamWriter<V1.ReadJournalResponse>, ServerCallContext, Task>? ReadJournal { get; init; }

    public Func<V1.CreateAccountRequest, ServerCallContext, Task<V1.CreateAccountResponse>>? CreateAccount { get; init; }

    public Func<V1.GetAccountRequest, ServerCallContext, Task<V1.GetAccountResponse>>? GetAccount { get; init; }

    public Func<V1.WatchMarginCallsRequest, IServerStreamWriter<V1.WatchMarginCallsResponse>, ServerCallContext, Task>? WatchMarginCalls { get; init; }
}
