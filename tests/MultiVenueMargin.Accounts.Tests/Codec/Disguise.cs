using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Testing.Values;

namespace MultiVenueMargin.Accounts.Tests.Codec;

/// <summary>
/// The same value in another shape: dictionaries and sets filled the other way round, decimals with zeros at the end, instants at
/// another offset, lists of another kind. The codec must not see the difference.
/// </summary>
internal static class Disguise
{
    // A sum has the larger scale of its parts.
    private const decimal Zeros = 0.00000000m;

    public static object? Of(object? value) => value switch
    {
        null => null,
        decimal number => number + Zeros,
        double number => number == 0 ? -0.0 : number,
        DateTimeOffset instant => instant.ToOffset(instant.Offset + (instant.Offset > TimeSpan.Zero ? TimeSpan.FromHours(-3) : TimeSpan.FromHours(3))),
        Quantity quantity => new Quantity(quantity.Value + Zeros),
        Price price => new Price(price.Value + Zeros),
        Rate rate => new Rate(rate.Value + Zeros),
        Usd usd => new Usd(usd.Amount + Zeros),
        Money money => new Money(money.Amount + Zeros, money.Asset),
        string text => new string(text.AsSpan()),
        IDictionary pairs => Reversed(pairs),
        IEnumerable items => Reshaped(items),
        _ => Parts(value),
    };

    private static object Reversed(IDictionary pairs)
    {
        var copy = (IDictionary)Activator.CreateInstance(pairs.GetType())!;
        foreach (var key in pairs.Keys.Cast<object>().Reverse())
        {
            copy.Add(Of(key)!, Of(pairs[key]));
        }

        return copy;
    }

    private static object Reshaped(IEnumerable items)
    {
        var type = items.GetType();
        var item = type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0];
        var isSet = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(HashSet<>);
        var each = items.Cast<object?>().Select(Of).ToList();
        if (isSet)
        {
            each.Reverse();
        }

        var array = Array.CreateInstance(item, each.Count);
        ((ICollection)each).CopyTo(array, 0);
        return isSet ? Activator.CreateInstance(type, array)! : array;
    }

    private static object Parts(object value)
    {
        PropertyInfo[] properties = Said.PropertiesOf(value.GetType());
        if (properties.Length == 0)
        {
            return value;
        }

        var copy = RuntimeHelpers.GetUninitializedObject(value.GetType());
        foreach (var property in properties)
        {
            property.SetValue(copy, Of(property.GetValue(value)));
        }

        return copy;
    }
}
