namespace MultiVenueMargin.Grpc.Tests.Interop;

/// <summary>The public interoperability suite, driven by clients that are not ours.</summary>
public sealed class InteropTests(PythonClient python, NodeClient node) : IClassFixture<PythonClient>, IClassFixture<NodeClient>
{
    public static TheoryData<string> Cases { get; } =
    [
        "empty_unary", "large_unary", "client_streaming", "server_streaming", "ping_pong", "empty_stream", "custom_metadata",
        "status_code_and_message", "special_status_message", "unimplemented_method", "unimplemented_service", "cancel_after_begin",
        "cancel_after_first_response", "timeout_on_sleeping_server", "client_compressed_unary", "client_compressed_streaming",
        "server_compressed_unary", "server_compressed_streaming",
    ];

    [NeedsPythonTheory]
    [MemberData(nameof(Cases))]
    public void Host_WhenDrivenByGrpcio_PassesTheCase(string name)
    {
        python.Passed(name);
        Assert.Equal(Cases.Count, python.Count);
    }

    [NeedsNodeTheory]
    [MemberData(nameof(Cases))]
    public void Host_WhenDrivenByGrpcJs_PassesTheCase(string name)
    {
        node.Passed(name);
        Assert.Equal(Cases.Count, node.Count);
    }
}
