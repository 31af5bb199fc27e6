namespace Storefront.Client.Shop;

/// <summary>An order of the customer.</summary>
/// <param name="Number">The order number.</param>
/// <param name="Product">The ordered product.</param>
/// <param name="Status">The delivery status.</param>
public sealed record Order(int Number, string Product, string Status)
{
    /// <summary>The sample orders, which are the same for all customers.</summary>
    public static IReadOnlyList<Order> Samples { get; } =
    [
        new(4127, "Alder lamp", "Delivered on Tuesday"),
        new(4133, "Fern pot, two of them", "On its way"),
    ];
}
