using MultiVenueMargin.Gateway.Tests.Doors;

namespace MultiVenueMargin.Gateway.Tests.Methods;

/// <summary>How one method of the contract is tried: it answers, it refuses for a reason, it names a bad field.</summary>
/// <param name="Name">Service and method: "MarginService/GetMargin".</param>
internal sealed record Method(string Name)
{
    /// <summary>Succeeds, and looks at what came.</summary>
    public required Func<DoorStreet, Task> Answers { get; init; }

    /// <summary>Is refused; absent: nothing of what can be said is.</summary>
    public required Func<DoorStreet, Task>? IsRefused { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Is malformed; absent: it has no field that could be.</summary>
    public required Func<DoorStreet, Task>? IsBad { get; init; }

    /// <summary>At which field; empty where the whole is at fault, or the problem is told in the answer.</summary>
    public required string Field { get; init; }

    /// <summary>With which reason.</summary>
    public string BadReason { get; init; } = "MALFORMED";

    public override string ToString() => Name;
}
