namespace Grpc.Core;

/// <summary>Sends the responses of a streaming call.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;
