namespace Storefront.Client.Shop;

/// <summary>A product of the shop.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">A short description.</param>
/// <param name="Price">The price in euros.</param>
/// <param name="Picture">The name of the drawing.</param>
public sealed record Product(string Name, string Description, decimal Price, string Picture)
{
    /// <summary>All products.</summary>
    public static IReadOnlyList<Product> All { get; } =
    [
        new("Alder lamp", "Linen shade on an oak foot", 129, "lamp"),
        new("Birch stool", "Three legs, one plank", 89, "stool"),
        new("Fern pot", "Glazed stoneware, 18 cm", 34, "pot"),
        new("Moss throw", "Wool, woven in Kutaisi", 74, "throw"),
        new("Oak shelf", "Two boards, hidden fixings", 149, "shelf"),
        new("Reed basket", "Holds a week of laundry", 46, "basket"),
    ];
}
