using System.Text.Json;

namespace MultiVenueMargin.Golden;

/// <summary>
/// A JSON object that remembers which of its keys were read, so that one nobody knows is found
/// (<see cref="RequireAllRead"/>) rather than ignored.
/// </summary>
public sealed class InputObject
{
    private readonly InputValue _value;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public InputObject(InputValue value)
    {
        if (!value.IsObject)
        {
            throw value.Refused("an object is expected");
        }

        _value = value;
    }

    public string Path => _value.Path;

    /// <summary>The value under a key; absent when the key is, or when it is null.</summary>
    public InputValue? Find(string key)
    {
        _read.Add(key);
        return _value.Json.TryGetProperty(key, out var found) && found.ValueKind != JsonValueKind.Null
            ? new InputValue(found, $"{Path}/{key}")
            : null;
    }

    public InputValue Get(string key) => Find(key) ?? throw new UnmappableInputException($"{Path}/{key}", "it is missing");

    /// <summary>Every key with its value, null ones too; for objects whose keys are names of things.</summary>
    public IReadOnlyList<KeyValuePair<string, InputValue>> Entries()
    {
        var entries = new List<KeyValuePair<string, InputValue>>();
        foreach (var property in _value.Json.EnumerateObject())
        {
            _read.Add(property.Name);
            entries.Add(new(property.Name, new InputValue(property.Value, $"{Path}/{property.Name}")));
        }

        return entries;
    }

    public void RequireAllRead()
    {
        foreach (var property in _value.Json.EnumerateObject())
        {
            if (!_read.Contains(property.Name))
            {
                throw new UnmappableInputException($"{Path}/{property.Name}", "no such input is known");
            }
        }
    }
}
