namespace Storefront.Client.Shop;

/// <summary>An order of the customer.</summary>
/// <param name="Number">The order's number.</param>
/// <param name="Product">What was ordered.</param>
/// <param name="Status">Where it is.</param>
public sealed record Order(int Number, string Product, string Status)
{
    /// <summary>The orders that every customer of this sample has.</summary>
    public static IReadOnlyList<Order> Samples { get; } =
    [
        new(4127, "Alder lamp", "Delivered on Tuesday"),
        new(4133, "Fern pot, two of them", "On its way"),
    ];
}
