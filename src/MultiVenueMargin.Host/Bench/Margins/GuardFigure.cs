using System.Text.Json.Serialization;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>What the guard holds on to of a row: how long it takes beside another row of the same run, or what it allocates. Never a time.</summary>
/// <param name="Name">What was measured; the same in every run.</param>
/// <param name="Ratio">Its time by that of what it is held against; absent of a row that is about memory.</param>
/// <param name="To">What it is held against.</param>
/// <param name="Bytes">Allocated each time; absent of a row that is about time.</param>
public sealed record GuardFigure(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Ratio = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? To = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Bytes = null);
